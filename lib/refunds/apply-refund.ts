import { eq, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { type payments, type RefundStatus, refunds, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { assertNever, notFound } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { refundedOf } from '@/lib/ledger/read-figures';
import { isRefusedByBank } from '@/lib/ledger/refused-by-bank';
import { mayMove, move } from '@/lib/ledger/states';
import { notify, tell } from '@/lib/notices/notify';
import { findPayer } from '@/lib/notices/people/find-payer';
import type { StripeRefund } from '@/lib/services/stripe/stripe';

type Refund = typeof refunds.$inferSelect;

/** The result of a refund. One that Stripe refused has no id and no amount. */
export type Sent = Pick<StripeRefund, 'status' | 'failureReason'> &
  ({ id: string; amountMinor: number } | { id: null });

/**
 * Moves a refund forward to Stripe's state, with its payment and notices. A repeat changes nothing, and a result
 * without a refund of Stripe's is ignored when the row has changed since it was read.
 */
export async function applyRefund(
  ctx: Context,
  refund: Pick<Refund, 'id' | 'paymentId' | 'status' | 'attempt'>,
  sent: Sent,
): Promise<RefundStatus> {
  return transaction(async (tx, after) => {
    const payment = await lockPayment(tx, refund.paymentId);
    const [current] = await tx.select().from(refunds).where(eq(refunds.id, refund.id)).for('update');
    if (!current) throw notFound('refund');
    const next = refundStatusOf(sent.status);
    const meant =
      sent.id !== null || (current.status === refund.status && current.attempt === refund.attempt);
    if (!meant || !mayMove('refund', current.status, next)) return current.status;
    const set = {
      ...(sent.id !== null && { stripeRefundId: sent.id, amountMinor: sent.amountMinor }),
      failureReason: sent.failureReason,
      heldByDisputeId: null,
      paidByHandAt: null,
      settledAt: next === 'pending' ? null : sql`now()`,
    };
    const detail = { stripe_refund_id: sent.id, failure_reason: sent.failureReason };
    await move(tx, ctx, 'refund', current, next, { set, detail });
    await sumUp(tx, ctx, payment);
    // Failures that staff can repair are not told to the player.
    if (next !== 'failed' || isRefusedByBank(sent.failureReason))
      await tellPlayer(tx, after, current, payment, next);
    return next;
  });
}

/** Stripe's status of a refund in our words. */
export function refundStatusOf(status: StripeRefund['status']): 'pending' | 'succeeded' | 'failed' {
  switch (status) {
    case 'pending':
    case 'requires_action':
      return 'pending';
    case 'succeeded':
      return 'succeeded';
    case 'failed':
    case 'canceled':
      return 'failed';
    default:
      return assertNever(status);
  }
}

/** Updates the figures of a payment from its refunds. The caller holds its lock. */
export async function sumUp(tx: Tx, ctx: Context, payment: typeof payments.$inferSelect): Promise<void> {
  if (!payment.completedAt) return;
  const refundedMinor = await refundedOf(tx, payment.id);
  const status =
    refundedMinor === 0
      ? 'completed'
      : refundedMinor < payment.receivedMinor
        ? 'partially_refunded'
        : 'refunded';
  if (status === payment.status && refundedMinor === payment.refundedMinor) return;
  const detail = { refunded_minor: refundedMinor, refunded_before_minor: payment.refundedMinor };
  await move(tx, ctx, 'payment', payment, status, { set: { refundedMinor }, detail });
}

async function tellPlayer(
  tx: Tx,
  after: After,
  refund: Refund,
  payment: typeof payments.$inferSelect,
  next: RefundStatus,
): Promise<void> {
  if (next !== 'succeeded' && next !== 'failed') return;
  const [reservation] = await tx
    .select()
    .from(reservations)
    .where(eq(reservations.id, payment.reservationId));
  const payer = reservation && (await findPayer(tx, reservation, payment));
  if (!payer) return;
  const { id: reservationId } = reservation;
  const userId = 'userId' in payer ? payer.userId : null;
  if (userId)
    await tell(tx, userId, next === 'succeeded' ? 'payment.refunded' : 'payment.refund_failed', {
      reservation_id: reservationId,
      payment_id: payment.id,
      amount_minor: refund.amountMinor,
      currency: refund.currency,
    });
  const kind = next === 'succeeded' ? 'payment_refunded' : 'refund_failed';
  const about = { kind, objectId: outcomeOf(refund), reservationId, refundId: refund.id } as const;
  await notify(tx, after, { ...about, ...payer });
}

/** The object of a notice about a refund's result. Each attempt has its own notice. */
export const outcomeOf = ({ id, attempt }: Pick<Refund, 'id' | 'attempt'>): string =>
  attempt === 1 ? id : `${id}:${attempt}`;

/** Whether a refund at Stripe is the present attempt of one of our rows. */
export const isAttempt = ({ metadata }: StripeRefund, refund: Pick<Refund, 'id' | 'attempt'>): boolean =>
  metadata.refund_id === refund.id && metadata.attempt === String(refund.attempt);
