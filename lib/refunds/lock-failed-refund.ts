import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments, refunds, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { refuseWhileHeld } from './hold-refund';

/**
 * Locks a failed refund with its payment, for staff of its club.
 * @throws AppError not_found at another club, conflict when it has not failed or while a bank decides about the
 *   payment
 */
export async function lockFailedRefund(tx: Tx, ctx: Context, refundId: string) {
  const [row] = await tx
    .select({ paymentId: payments.id, clubId: reservations.clubId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .where(eq(refunds.id, refundId));
  if (!row) throw notFound('refund');
  requireMay(ctx, row.clubId, 'refundAnyAmount', 'refund');
  const payment = await lockPayment(tx, row.paymentId);
  const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for('update');
  if (refund?.status !== 'failed') throw new AppError('conflict', 'This refund has not failed.');
  await refuseWhileHeld(tx, payment.id);
  return { refund: { ...refund, status: refund.status }, payment };
}
