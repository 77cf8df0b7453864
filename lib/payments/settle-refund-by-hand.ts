import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { payments, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { LEAST_ROLE, requireStaff } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { refuseWhileHeld } from './hold-refund';

export const settleRefundByHandSchema = z.strictObject({
  refundId: z.uuid(),
  /** How it was paid, and where that is written down. */
  note: z.string().trim().min(3).max(500),
});

/**
 * Writes down that the club paid a refund that had failed in another way: it counts as given back from then on, and is
 * sent no more.
 * @throws AppError not_found at somebody else's club, conflict when it has not failed or while a bank decides about the
 *   payment
 */
export async function settleRefundByHand(
  ctx: Context,
  { refundId, note }: z.output<typeof settleRefundByHandSchema>,
): Promise<void> {
  await transaction(async (tx) => {
    const [row] = await tx
      .select({ paymentId: payments.id, clubId: reservations.clubId })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .where(eq(refunds.id, refundId))
      .for('update', { of: payments });
    if (!row) throw notFound('refund');
    requireStaff(ctx, row.clubId, LEAST_ROLE.refundAnyAmount);
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for('update');
    if (refund?.status !== 'failed') throw new AppError('conflict', 'This refund has not failed.');
    await refuseWhileHeld(tx, row.paymentId);
    await tx
      .update(refunds)
      .set({ status: 'covered', paidByHandAt: sql`now()`, settledAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(refunds.id, refundId));
    const change = { entity: 'refund', entityId: refundId, from: 'failed', to: 'covered' } as const;
    await recordChange(tx, ctx, { ...change, detail: { paid_by_hand: note }, asStaff: true });
  });
}
