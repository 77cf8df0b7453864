import { sql } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import type { Context } from '@/lib/context';
import { type Finding, keepFindings } from '@/lib/findings';
import { log } from '@/lib/log';
import { AUDIT_CHECKS } from './audit-checks';
import { type ConsistencyCheck, type Found, runCheck } from './consistency-check';
import { COURT_CHECKS } from './court-checks';
import { MESSAGE_CHECKS } from './message-checks';
import { MONEY_CHECKS } from './money-checks';
import { REFERENCE_CHECKS } from './reference-checks';
import { REFUND_CHECKS } from './refund-checks';

/** Every invariant of the house. */
export const CONSISTENCY_CHECKS: readonly ConsistencyCheck[] = [
  ...COURT_CHECKS,
  ...MONEY_CHECKS,
  ...REFUND_CHECKS,
  ...MESSAGE_CHECKS,
  ...AUDIT_CHECKS,
  ...REFERENCE_CHECKS,
];

export type Violations = Found & { check: ConsistencyCheck };

/** Runs all checks over one snapshot and tells of those that found something. */
export function listViolations(checks = CONSISTENCY_CHECKS): Promise<Violations[]> {
  return overSnapshot(async (tx) => {
    const violations: Violations[] = [];
    for (const check of checks) {
      const found = await runCheck(tx, check);
      if (found.total > 0) violations.push({ check, ...found });
    }
    return violations;
  });
}

const overSnapshot = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  db().transaction(
    async (tx) => {
      await tx.execute(sql`set local statement_timeout = '60s'`);
      return work(tx);
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );

/** Runs all checks and keeps what they found as findings. Returns how many objects are affected, by kind. */
export async function checkConsistency(ctx: Context): Promise<Record<string, number>> {
  const violations = await listViolations();
  await keepFindings('check.', violations.flatMap(findingsOf));
  const totals = Object.fromEntries(violations.map(({ check, total }) => [check.type, total]));
  if (violations.length > 0) log().error({ requestId: ctx.requestId, totals }, 'the data is not consistent');
  return totals;
}

const findingsOf = ({ check, objectIds }: Violations): Finding[] =>
  objectIds.map((objectId) => ({ issue: `check.${check.type}`, objectId }));
