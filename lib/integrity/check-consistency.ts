import { sql } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { isDatabaseDown, sqlState } from '@/db/failure';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { type ConsistencyCheck, type FoundObjects, runCheck } from '@/lib/records/check-definition';
import { beginLook, type Finding, keepFindings } from '@/lib/records/findings';
import { AUDIT_CHECKS } from './audit-checks';
import { COURT_CHECKS } from './court-checks';
import { COURT_DAY_CHECKS } from './court-day-checks';
import { CUSTOMER_CHECKS } from './customer-checks';
import { GUARD_CHECKS } from './guard-checks';
import { MESSAGE_CHECKS } from './message-checks';
import { MONEY_CHECKS } from './money-checks';
import { PHOTO_CHECKS } from './photo-checks';
import { REFERENCE_CHECKS } from './reference-checks';
import { REFUND_CHECKS } from './refund-checks';
import { TILL_CHECKS } from './till-checks';

/** Every check. */
export const CONSISTENCY_CHECKS: readonly ConsistencyCheck[] = [
  ...COURT_CHECKS,
  ...COURT_DAY_CHECKS,
  ...MONEY_CHECKS,
  ...REFUND_CHECKS,
  ...TILL_CHECKS,
  ...CUSTOMER_CHECKS,
  ...MESSAGE_CHECKS,
  ...PHOTO_CHECKS,
  ...AUDIT_CHECKS,
  ...REFERENCE_CHECKS,
  ...GUARD_CHECKS,
];

export type Violations = FoundObjects & { check: ConsistencyCheck };
type Unchecked = { check: ConsistencyCheck; why: string };

/** The violations of a run of checks, and the checks that could not run and so prove nothing. */
export type CheckRun = { violations: Violations[]; unchecked: Unchecked[] };

/** The time limits of one check and of all. The database's call limit ends a transaction after a minute. */
const CHECK_MS = 15_000;
const ALL_MS = 45_000;

/** Runs checks over one snapshot, each in its own savepoint, so that a slow or failing one stops no other. */
export function judgeData(checks = CONSISTENCY_CHECKS, allMs = ALL_MS): Promise<CheckRun> {
  return overSnapshot(async (tx) => {
    const verdict: CheckRun = { violations: [], unchecked: [] };
    const endsMs = performance.now() + allMs;
    for (const check of checks) {
      const leftMs = Math.floor(Math.min(CHECK_MS, endsMs - performance.now()));
      const found = leftMs > 0 ? await tryCheck(tx, check, leftMs) : { why: 'no time was left for it' };
      if ('why' in found) verdict.unchecked.push({ check, ...found });
      else if (found.total > 0) verdict.violations.push({ check, ...found });
    }
    return verdict;
  });
}

const overSnapshot = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  db().transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });

async function tryCheck(
  tx: Tx,
  check: ConsistencyCheck,
  leftMs: number,
): Promise<FoundObjects | { why: string }> {
  try {
    return await tx.transaction(async (savepoint) => {
      await allow(savepoint, leftMs);
      return runCheck(savepoint, check);
    });
  } catch (error) {
    if (isDatabaseDown(error)) throw error;
    return { why: sqlState(error) === QUERY_CANCELED ? `took more than ${leftMs} ms` : causeOf(error) };
  }
}

const QUERY_CANCELED = '57014';

/** PostgreSQL's own message, without the statement that Drizzle puts before it. */
const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

/**
 * The checks that found violations.
 * @throws AppError service_unavailable when one of them could not run
 */
export async function listViolations(checks = CONSISTENCY_CHECKS): Promise<Violations[]> {
  const { violations, unchecked } = await judgeData(checks);
  if (unchecked.length > 0) {
    const failed = unchecked.map(({ check, why }) => `${check.type}: ${why}`).join(', ');
    throw new AppError('service_unavailable', `Could not be checked: ${failed}.`);
  }
  return violations;
}

/** Whether one object still violates a check. */
export const isViolated = (check: ConsistencyCheck, objectId: string): Promise<boolean> =>
  overSnapshot(async (tx) => {
    await allow(tx, CHECK_MS);
    return (await runCheck(tx, check, objectId)).total > 0;
  });

const allow = (tx: Tx, ms: number) =>
  tx.execute(sql`select set_config('statement_timeout', ${String(ms)}, true)`);

/** The number of violations of each kind, and the kinds that could not be checked. */
export type Checked = { found: Record<string, number>; unchecked: string[] };

/** Runs all checks and stores their findings. Findings of a check that could not run stay as they were. */
export async function checkConsistency(ctx: Context): Promise<Checked> {
  const look = await beginLook('check.');
  const { violations, unchecked } = await judgeData();
  const uncheckedIssues = unchecked.map(({ check }) => `check.${check.type}`);
  await keepFindings(ctx, look, violations.flatMap(findingsOf), uncheckedIssues);
  const found = Object.fromEntries(violations.map(({ check, total }) => [check.type, total]));
  const { requestId } = ctx;
  if (violations.length > 0) log().error({ requestId, found }, 'the data is not consistent');
  for (const { check, why } of unchecked)
    log().error({ requestId, check: check.type, why }, 'could not be checked');
  return { found, unchecked: unchecked.map(({ check }) => check.type) };
}

/** Runs one check again and stores its findings. */
export async function checkAgain(ctx: Context, check: ConsistencyCheck): Promise<void> {
  const look = await beginLook(`check.${check.type}`);
  const violations = await listViolations([check]);
  await keepFindings(ctx, look, violations.flatMap(findingsOf));
}

const findingsOf = ({ check, objectIds }: Violations): Finding[] =>
  objectIds.map((objectId) => ({ issue: `check.${check.type}`, objectId }));
