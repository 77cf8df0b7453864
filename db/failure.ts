import postgres from 'postgres';
import { isAppError } from '@/lib/core/errors';

/** The SQLSTATE of a failed query, looked for through Drizzle's wrapping. */
export function sqlState(error: unknown): string | undefined {
  for (const cause of causesOf(error)) if (cause instanceof postgres.PostgresError) return cause.code;
  return undefined;
}

/** Too many connections, shut down by somebody, crashed, starting. */
const DOWN = new Set(['53300', '57P01', '57P02', '57P03']);
/** Gave up waiting for a lock, or took too long; a replica that does not write. */
const BUSY = new Set(['55P03', '57014', '25006']);

/** Whether PostgreSQL could not be reached, or is going down. */
export function isDatabaseDown(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return DOWN.has(state) || state.startsWith('08');
  return causesOf(error).some(
    (cause) => 'code' in cause && /^(CONNECT|ECONN|CONNECTION_|ETIMEDOUT)/.test(String(cause.code)),
  );
}

/** Whether it did not answer or gave up waiting, or the door to it is shut: try again later. */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  isDatabaseDown(error) ||
  BUSY.has(sqlState(error) ?? '') ||
  causesOf(error).some((cause) => isAppError(cause, 'service_unavailable'));

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}
