import { z } from 'zod';
import { transaction } from '@/db';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { recordChange } from '@/lib/records/audit';
import {
  type ConsistencyCheck,
  findingName,
  REPAIR_NAMES,
  type Repair,
} from '@/lib/records/check-definition';
import { recordRepair } from '@/lib/records/findings';
import { CONSISTENCY_CHECKS, checkAgain, isViolated } from './check-consistency';

export const repairViolationSchema = z.strictObject({
  type: z.string().max(60),
  objectId: z.string().max(200),
  /** Which of those that are offered. */
  repair: z.enum(REPAIR_NAMES).default('mend'),
});

/**
 * Repairs one violation, if it still is one, and checks again. The audit is written before the repair, so that a
 * failed one is there too.
 * @throws AppError not_found when it is no violation, conflict when this repair is not offered or did not help,
 *   forbidden for anyone but an operator and with `reason` `step_up`, service_unavailable while a provider it needs is
 *   away
 */
export async function repairViolation(
  ctx: Context,
  { type, objectId, repair }: z.output<typeof repairViolationSchema>,
): Promise<void> {
  requireOperator(ctx);
  await requireStepUp(ctx);
  const check = await findViolated(type, objectId);
  const { run } = offered(check, repair);
  await tellAudit(ctx, check, objectId, repair);
  await run(ctx, objectId);
  const mended = !(await isViolated(check, objectId));
  const finding = { issue: `check.${type}`, objectId, detail: { repair } };
  await recordRepair(ctx, finding, mended ? 'repaired' : 'not_helped');
  await checkAgain(ctx, check);
  if (!mended) throw new AppError('conflict', 'The repair ran, but it did not help: a person must look.');
}

export const acceptViolationSchema = repairViolationSchema.omit({ repair: true });

/**
 * Accepts a violation that cannot be undone, so that it is not found again.
 * @throws AppError not_found when it is no violation, conflict for what can be repaired, forbidden for anyone but an
 *   operator
 */
export async function acceptViolation(
  ctx: Context,
  { type, objectId }: z.output<typeof acceptViolationSchema>,
): Promise<void> {
  requireOperator(ctx);
  const check = await findViolated(type, objectId);
  if (check.offer.kind !== 'accept') throw new AppError('conflict', 'This must be mended, not accepted.');
  await tellAudit(ctx, check, objectId, 'accepted');
  await recordRepair(ctx, { issue: `check.${type}`, objectId }, 'accepted');
  await checkAgain(ctx, check);
}

async function findViolated(type: string, objectId: string): Promise<ConsistencyCheck> {
  const check = CONSISTENCY_CHECKS.find((candidate) => candidate.type === type);
  if (!check || !(await isViolated(check, objectId))) throw notFound('violation');
  return check;
}

function offered({ offer }: ConsistencyCheck, name: Repair['name']): Repair {
  const repair =
    offer.kind === 'repairs' ? offer.repairs.find((candidate) => candidate.name === name) : undefined;
  if (!repair) throw new AppError('conflict', 'This cannot be mended so.');
  return repair;
}

const tellAudit = (ctx: Context, check: ConsistencyCheck, objectId: string, to: string) =>
  transaction((tx) =>
    recordChange(tx, ctx, {
      entity: 'finding',
      entityId: findingName(check, objectId),
      from: 'open',
      to,
      asStaff: true,
    }),
  );
