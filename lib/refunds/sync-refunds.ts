import { eq } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { payments, refunds, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { recordFirst } from '@/lib/ledger/states';
import { settlePayment } from '@/lib/payments/settle-payment';
import { findRefund, listRefunds, type StripeRefund } from '@/lib/services/stripe/stripe';
import { applyRefund, isAttempt, refundStatusOf } from './apply-refund';
import { offsetRefunds } from './offset-refunds';

type Payment = Pick<typeof payments.$inferSelect, 'reservationId'>;
type Refund = typeof refunds.$inferSelect;

/**
 * Moves our refunds of one intent to Stripe's state, those of the dashboard included. Returns `unknown` without a
 * payment of ours.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function syncRefunds(ctx: Context, paymentIntentId: string): Promise<'synced' | 'unknown'> {
  const [payment] = await db().select().from(payments).where(eq(payments.paymentIntentId, paymentIntentId));
  if (!payment) return 'unknown';
  // An event of a refund may come before that of its payment.
  if (!payment.completedAt) await settlePayment(ctx, paymentIntentId);
  const listed = await listRefunds(paymentIntentId);
  // Read after Stripe's list, so that the row of every listed refund exists.
  const ours = await db().select().from(refunds).where(eq(refunds.paymentId, payment.id));
  const rowOf = (remote: StripeRefund) => ours.find((refund) => isOurs(remote, refund));
  for (const remote of listed) {
    const row = rowOf(remote);
    if (row) await applyRefund(ctx, row, remote);
  }
  // Only after ours, so that a pending one does not count as unsent. One that failed before we heard of it returned
  // nothing and needs no row.
  const strange = listed.filter((remote) => !rowOf(remote) && isStandingRefund(remote));
  // It may replace one of ours that Stripe lost.
  if (strange.length > 0) await failUnheardOf(ctx, ours, listed);
  for (const remote of strange) await applyRefund(ctx, await adopt(ctx, payment.id, remote), remote);
  return 'synced';
}

/** The row's present attempt, or an earlier one that was made after all, when the row has no other. */
const isOurs = (remote: StripeRefund, refund: Refund): boolean =>
  refund.stripeRefundId === remote.id ||
  isAttempt(remote, refund) ||
  (isStandingRefund(remote) && refund.id === remote.metadata.refund_id && refund.stripeRefundId === null);

/** Our refunds that we call sent and Stripe does not know are marked as failed, and staff send them again. */
export async function failUnheardOf(
  ctx: Context,
  ours: readonly Refund[],
  listed: readonly StripeRefund[],
): Promise<void> {
  const failed = { id: null, status: 'failed', failureReason: 'unknown_at_stripe' } as const;
  for (const row of ours) {
    if (row.status !== 'pending' && row.status !== 'succeeded') continue;
    if (listed.some((remote) => isOurs(remote, row))) continue;
    if (row.stripeRefundId !== null && (await findRefund(row.stripeRefundId))) continue;
    await applyRefund(ctx, row, failed);
  }
}

export const isStandingRefund = ({ status }: StripeRefund): boolean => refundStatusOf(status) !== 'failed';

/**
 * A refund made at Stripe itself becomes a row of ours and counts towards ours. What a future court lacks because of
 * it is for staff to decide.
 */
async function adopt(ctx: Context, paymentId: string, remote: StripeRefund) {
  return transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    const [adopted] = await tx
      .insert(refunds)
      .values({
        paymentId,
        amountMinor: remote.amountMinor,
        currency: remote.currency,
        status: 'pending',
        cause: 'dashboard',
        requestedBy: 'stripe:dashboard',
        stripeRefundId: remote.id,
      })
      .onConflictDoNothing()
      .returning();
    if (!adopted)
      return (
        (await tx.select().from(refunds).where(eq(refunds.stripeRefundId, remote.id)))[0] ?? missing(remote)
      );
    await recordFirst(tx, ctx, 'refund', 'pending', { id: adopted.id, detail: { cause: 'dashboard' } });
    const missingMinor = await offsetRefunds(tx, ctx, adopted);
    if (await isStillToPlay(tx, payment, remote.createdAt)) {
      await tx.update(refunds).set({ missingMinor }).where(eq(refunds.id, adopted.id));
    }
    return adopted;
  });
}

/** Whether a payment's court was its player's, and the game in the future, when some of it was given back. */
async function isStillToPlay(tx: Tx, { reservationId }: Payment, at: Date): Promise<boolean> {
  const [court] = await tx.select().from(reservations).where(eq(reservations.id, reservationId));
  return court?.status === 'confirmed' && at < court.startsAt;
}

function missing(remote: StripeRefund): never {
  throw new Error(`refund ${remote.id} was neither inserted nor found`);
}
