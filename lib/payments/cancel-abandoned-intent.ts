import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';
import { cancelIntent } from '@/lib/services/stripe/stripe';
import { backOff } from './back-off';
import { type Settlement, settleIntent } from './settle-payment';

/**
 * Cancels at Stripe the intent of a payment that nobody may pay any more. When the player paid first, what Stripe
 * answers is settled like any late money. A payment whose intent was never saved is closed here; should the
 * intent exist all the same, nobody was ever given its secret, and reconciliation cancels it.
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
        or(isNotNull(payments.cancelRequestedAt), inArray(reservations.status, ['cancelled', 'expired'])),
      ),
    );
  if (!row) return 'already_settled';
  return backOff({ cancelOfPayment: paymentId }, () => close(ctx, row.payment));
}

async function close(ctx: Context, payment: typeof payments.$inferSelect): Promise<Settlement['outcome']> {
  if (payment.paymentIntentId)
    return (await settleIntent(ctx, await cancelIntent(payment.paymentIntentId))).outcome;
  return transaction(async (tx) => {
    const closed = await tx
      .update(payments)
      .set({ status: 'cancelled', updatedAt: sql`now()` })
      .where(
        and(eq(payments.id, payment.id), eq(payments.status, 'pending'), isNull(payments.paymentIntentId)),
      )
      .returning({ id: payments.id });
    if (closed.length === 0) return 'open';
    await recordChange(tx, ctx, {
      entity: 'payment',
      entityId: payment.id,
      from: 'pending',
      to: 'cancelled',
    });
    return 'cancelled';
  });
}
