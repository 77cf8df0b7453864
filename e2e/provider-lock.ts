import postgres from 'postgres';
import { databaseUrl } from './environment';

/** Any number, the same in every worker. */
const LOCK = 8_203_117;

/** Takes a share of the sandbox. A test that disturbs it waits until all others are done. */
export const shareProviders = () => hold((sql) => sql`select pg_advisory_lock_shared(${LOCK})`);

/** Has the sandbox alone, so that it may make providers fail or wait. */
export const haveProvidersAlone = () => hold((sql) => sql`select pg_advisory_lock(${LOCK})`);

/** PostgreSQL queues for a lock in order, over all workers, and releases it with the connection. */
async function hold(take: (sql: postgres.Sql) => Promise<unknown>): Promise<() => Promise<void>> {
  const sql = postgres(databaseUrl(), { max: 1, idle_timeout: 0, max_lifetime: null });
  await take(sql);
  return () => sql.end();
}
