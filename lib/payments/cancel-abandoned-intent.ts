import { and, eq, inArray, isNotNull, or } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { WITHOUT_COURT } from '@/lib/ledger/money-words';
import { cancelIntent } from '@/lib/services/stripe/stripe';
import { backOff } from './back-off';
import { closeUnsaved } from './close-unsaved';
import { type Settlement, settleIntent } from './settle-payment';

/**
 * Cancels the intent of a payment that nobody may make any more. If the player paid first, it is settled as late
 * money; a payment without a stored intent is closed here, and reconciliation cancels an intent that exists all the
 * same.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function cancelAbandonedIntent(ctx: Context, paymentId: string): Promise<Settlement['outcome']> {
  const [row] = await db()
    .select({ payment: payments })
    .from(payments)
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .where(
      and(
        eq(payments.id, paymentId),
        eq(payments.status, 'pending'),
        or(isNotNull(payments.cancelRequestedAt), inArray(reservations.status, [...WITHOUT_COURT])),
      ),
    );
  if (!row) return 'already_settled';
  return backOff({ cancelOfPayment: paymentId }, () => close(ctx, row.payment));
}

async function close(ctx: Context, payment: typeof payments.$inferSelect): Promise<Settlement['outcome']> {
  if (payment.paymentIntentId)
    return (await settleIntent(ctx, await cancelIntent(payment.paymentIntentId))).outcome;
  const closed = await transaction((tx) => closeUnsaved(tx, ctx, eq(payments.id, payment.id)));
  return closed.length > 0 ? 'cancelled' : 'open';
}
