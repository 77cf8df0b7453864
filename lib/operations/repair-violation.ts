import { z } from 'zod';
import { db } from '@/db';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { recordRepair } from '@/lib/findings';
import { CONSISTENCY_CHECKS, checkConsistency } from './check-consistency';
import { type ConsistencyCheck, runCheck } from './consistency-check';

export const repairViolationSchema = z.strictObject({
  type: z.string().max(60),
  objectId: z.string().max(100),
});

/**
 * Mends one violation, if it is one still, and looks again.
 * @throws AppError not_found when it is gone or was never, conflict when only a person can mend it or the repair
 *   did not help, forbidden for anyone but an operator, service_unavailable while a provider it needs is away
 */
export async function repairViolation(
  ctx: Context,
  { type, objectId }: z.output<typeof repairViolationSchema>,
): Promise<void> {
  const operator = requireOperator(ctx);
  const check = CONSISTENCY_CHECKS.find((candidate) => candidate.type === type);
  if (!check || !(await isViolated(check, objectId))) throw notFound('violation');
  if (!check.repair) throw new AppError('conflict', 'This cannot be mended by itself.');
  await check.repair(ctx, objectId);
  const mended = !(await isViolated(check, objectId));
  const finding = { issue: `check.${type}`, objectId, detail: { by: operator.userId } };
  await recordRepair(finding, mended ? 'repaired' : 'not_helped');
  await checkConsistency(ctx);
  if (!mended) throw new AppError('conflict', 'The repair ran, but it did not help: a person must look.');
}

const isViolated = async (check: ConsistencyCheck, objectId: string): Promise<boolean> =>
  (await db().transaction((tx) => runCheck(tx, check, objectId))).total > 0;
