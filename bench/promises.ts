import postgres from 'postgres';

/**
 * Removes the exclusion constraint and the court's lock from a running app's database, for the negative control of a
 * race.
 */
export async function dropPromises(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await sql`alter table reservations drop constraint reservations_no_overlap`;
  // An empty function of the same name before PostgreSQL's own, for later connections.
  await sql`create schema unlocked`;
  await sql`create function unlocked.pg_advisory_xact_lock(int, int) returns void language sql as ''`;
  const [{ name } = { name: '' }] = await sql<{ name: string }[]>`select current_database() as name`;
  await sql`alter database ${sql(name)} set search_path = unlocked, public, pg_catalog`;
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  await sql.end();
}

/** Pairs of reservations of one court at one moment, and deadlocks that PostgreSQL broke. */
export async function countCollisions(
  databaseUrl: string,
): Promise<{ overlaps: number; deadlocks: number; held: number }> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  // The counter of deadlocks is up to a second late.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const [row] = await sql<{ overlaps: number; deadlocks: number; held: number }[]>`
    with taking as (
      select id, court_id, tstzrange(starts_at, ends_at) as during from reservations
      where status in ('payment_pending', 'pending', 'confirmed', 'completed'))
    select
      (select count(*)::int from taking a join taking b
        on a.court_id = b.court_id and a.id < b.id and a.during && b.during) as overlaps,
      (select deadlocks::int from pg_stat_database where datname = current_database()) as deadlocks,
      (select count(*)::int from taking) as held`;
  await sql.end();
  if (!row) throw new Error('counting answers one row');
  return row;
}
