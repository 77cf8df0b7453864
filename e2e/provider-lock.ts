import postgres from 'postgres';
import { databaseUrl } from './environment';

/** Any number, the same in every worker. */
const LOCK = 8_203_117;

/** Takes part in the use of the played providers; one that disturbs them waits until all others are through. */
export const shareProviders = () => hold((sql) => sql`select pg_advisory_lock_shared(${LOCK})`);

/** Has the played providers to itself, and so may make them fail or wait. */
export const haveProvidersAlone = () => hold((sql) => sql`select pg_advisory_lock(${LOCK})`);

/** PostgreSQL queues for a lock in order, over all workers, and lets go when the connection ends. */
async function hold(take: (sql: postgres.Sql) => Promise<unknown>): Promise<() => Promise<void>> {
  const sql = postgres(databaseUrl(), { max: 1, idle_timeout: 0, max_lifetime: null });
  await take(sql);
  return () => sql.end();
}
