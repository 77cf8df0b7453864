import { closeDatabase, sql } from '@/db';

/**
 * Puts an idle namesake before PostgreSQL's own lock function while `work` runs, for the connections opened after it:
 * the control of a race that the lock decides.
 */
export async function withoutLock(work: () => Promise<void>): Promise<void> {
  await sql()`create schema if not exists unlocked`;
  await sql()`create or replace function unlocked.pg_advisory_xact_lock(int, int) returns void language sql as ''`;
  const [{ name } = { name: '' }] = await sql()<{ name: string }[]>`select current_database() as name`;
  await sql().unsafe(`alter database ${name} set search_path = unlocked, public, pg_catalog`);
  await closeDatabase();
  await work();
  await sql().unsafe(`alter database ${name} reset search_path`);
  await closeDatabase();
}
