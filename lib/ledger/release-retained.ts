import { and, gt, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordDetails } from './states';

/**
 * Lets go of what the policy kept of the payments of cancelled reservations, because they stand again. The caller
 * holds the locks of the reservations.
 * @param by why they stand, for the audit
 */
export async function releaseRetained(
  tx: Tx,
  ctx: Context,
  reservationIds: readonly string[],
  by: Record<string, unknown>,
): Promise<void> {
  const released = await tx
    .update(payments)
    .set({ retainedByPolicyAt: null, retainedMinor: 0, updatedAt: sql`now()` })
    .where(and(inArray(payments.reservationId, [...reservationIds]), gt(payments.retainedMinor, 0)))
    .returning();
  const told = released.map(({ id, status }) => ({
    id,
    status,
    detail: { ...by, kept_minor: 0 },
    asStaff: true,
  }));
  await recordDetails(tx, ctx, 'payment', ...told);
}
