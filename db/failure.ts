import postgres from 'postgres';
import { isAppError } from '@/lib/core/errors';

/** The SQLSTATE of a failed query, also inside Drizzle's wrapping. */
export function sqlState(error: unknown): string | undefined {
  for (const cause of causesOf(error)) if (cause instanceof postgres.PostgresError) return cause.code;
  return undefined;
}

/** The constraint that a failed query broke. */
export function brokenConstraint(error: unknown): string | undefined {
  for (const cause of causesOf(error))
    if (cause instanceof postgres.PostgresError) return cause.constraint_name;
  return undefined;
}

/** Too many connections, shut down, crashed, starting. */
const DOWN = new Set(['53300', '57P01', '57P02', '57P03']);
/** Lock timeout, statement timeout, read-only replica. */
const BUSY = new Set(['55P03', '57014', '25006']);

/** Whether PostgreSQL could not be reached, or is going down. */
export function isDatabaseDown(error: unknown): boolean {
  const state = sqlState(error);
  if (state) return DOWN.has(state) || state.startsWith('08');
  return causesOf(error).some(
    (cause) => 'code' in cause && /^(CONNECT|ECONN|CONNECTION_|ETIMEDOUT)/.test(String(cause.code)),
  );
}

/**
 * Whether the database did not answer, gave up waiting or is behind an open breaker. The caller may try again later.
 */
export const isDatabaseUnavailable = (error: unknown): boolean =>
  isDatabaseDown(error) ||
  BUSY.has(sqlState(error) ?? '') ||
  causesOf(error).some((cause) => isAppError(cause, 'service_unavailable'));

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}
