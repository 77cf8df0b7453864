import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { payments, type RefundStatus, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { LEAST_ROLE, requireStaff } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { promisedMinor } from '@/lib/reservations/find-paid';
import { refuseWhileHeld } from './hold-refund';
import { sendRefund } from './send-refund';

export const retryRefundSchema = z.strictObject({ refundId: z.uuid() });

/**
 * Sends a refund that failed for good once more, as a new attempt under a key of its own.
 * @throws AppError not_found at somebody else's club, conflict when it has not failed, while a bank decides about the
 *   payment, or when what is left of it was promised otherwise meanwhile
 */
export async function retryRefund(
  ctx: Context,
  { refundId }: z.output<typeof retryRefundSchema>,
): Promise<RefundStatus> {
  await transaction(async (tx) => {
    const [row] = await tx
      .select({ payment: payments, clubId: reservations.clubId })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .innerJoin(reservations, eq(reservations.id, payments.reservationId))
      .where(eq(refunds.id, refundId))
      .for('update', { of: payments });
    if (!row) throw notFound('refund');
    requireStaff(ctx, row.clubId, LEAST_ROLE.refundAnyAmount);
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for('update');
    if (refund?.status !== 'failed') throw new AppError('conflict', 'This refund has not failed.');
    await refuseWhileHeld(tx, row.payment.id);
    const left = row.payment.receivedMinor - (await promisedMinor(tx, row.payment.id));
    if (refund.amountMinor > left) {
      throw new AppError('conflict', 'What is left of this payment has been given back otherwise.');
    }
    const attempt = refund.attempt + 1;
    await tx
      .update(refunds)
      .set({
        status: 'requested',
        attempt,
        stripeRefundId: null,
        failureReason: null,
        settledAt: null,
        updatedAt: sql`now()`,
      })
      .where(eq(refunds.id, refundId));
    await recordChange(tx, ctx, {
      entity: 'refund',
      entityId: refundId,
      from: 'failed',
      to: 'requested',
      detail: { attempt, failed_with: refund.failureReason, stripe_refund_id: refund.stripeRefundId },
      asStaff: true,
    });
  });
  return sendRefund(ctx, refundId);
}
