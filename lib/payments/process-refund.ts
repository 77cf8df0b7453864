import { and, eq, sql, sum } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { payments, type RefundStatus, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { crashPoint } from '@/lib/crash-point';
import { assertNever, notFound } from '@/lib/errors';
import { nudge, nudgeNotice } from '@/lib/services/jobs';
import { notify, tell } from '@/lib/notifications/notify';
import { ProviderRefusal } from '@/lib/services/provider-errors';
import { createRefund, listRefunds, type StripeRefund } from '@/lib/services/stripe';
import { HOUR_MS } from '@/lib/time';

type Refund = typeof refunds.$inferSelect;

/** Stripe forgets idempotency keys after a day (docs.stripe.com/api/idempotent_requests); well before, its list is asked first. */
const TRUST_KEY_MS = 12 * HOUR_MS;

/**
 * Sends a requested refund to Stripe and writes what came of it. Its key is made of our row and attempt, so a
 * crash or a cut line in between leads to the same refund.
 * @throws AppError service_unavailable while Stripe is away; the row stays `requested`
 */
export async function processRefund(ctx: Context, refundId: string): Promise<RefundStatus> {
  const [row] = await db()
    .select({ refund: refunds, paymentIntentId: payments.paymentIntentId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.id, refundId));
  if (!row?.paymentIntentId) throw notFound('refund');
  if (row.refund.status !== 'requested') return row.refund.status;
  const sent =
    (await findSent(ctx, row.refund, row.paymentIntentId)) ?? (await send(row.refund, row.paymentIntentId));
  crashPoint('refund_sent');
  return applyRefund(ctx, row.refund, sent);
}

type Sent = Pick<StripeRefund, 'status' | 'failureReason'> & { id: string | null };

async function findSent(ctx: Context, refund: Refund, paymentIntentId: string): Promise<Sent | undefined> {
  if (ctx.now.getTime() - refund.updatedAt.getTime() < TRUST_KEY_MS) return undefined;
  return (await listRefunds(paymentIntentId)).find((remote) => isAttempt(remote, refund));
}

/** Whether a refund at Stripe is the present attempt of a row of ours. */
export const isAttempt = ({ metadata }: StripeRefund, refund: Pick<Refund, 'id' | 'attempt'>): boolean =>
  metadata.refund_id === refund.id && metadata.attempt === String(refund.attempt);

async function send(refund: Refund, paymentIntentId: string): Promise<Sent> {
  try {
    return await createRefund(
      {
        paymentIntentId,
        amountMinor: refund.amountMinor,
        reason: refund.reason,
        metadata: { refund_id: refund.id, payment_id: refund.paymentId, attempt: String(refund.attempt) },
      },
      `refund:${refund.id}:${refund.attempt}`,
    );
  } catch (error) {
    if (error instanceof ProviderRefusal) return { id: null, status: 'failed', failureReason: error.code };
    throw error;
  }
}

/** Moves a refund forward to what Stripe says of it, with all that hangs on it; a repeat changes nothing. */
export async function applyRefund(
  ctx: Context,
  refund: Pick<Refund, 'id' | 'paymentId'>,
  sent: Sent,
): Promise<RefundStatus> {
  const noticeIds: string[] = [];
  const status = await transaction(async (tx) => {
    const [payment] = await tx.select().from(payments).where(eq(payments.id, refund.paymentId)).for('update');
    const [current] = await tx.select().from(refunds).where(eq(refunds.id, refund.id)).for('update');
    if (!payment || !current) throw notFound('refund');
    const next = refundStatusOf(sent.status);
    if (current.status === next || isSettled(current.status, next)) return current.status;
    await tx
      .update(refunds)
      .set({
        status: next,
        stripeRefundId: sent.id ?? current.stripeRefundId,
        failureReason: sent.failureReason,
        settledAt: next === 'pending' ? null : sql`now()`,
        updatedAt: sql`now()`,
      })
      .where(eq(refunds.id, refund.id));
    const detail = { stripe_refund_id: sent.id, failure_reason: sent.failureReason };
    await recordChange(tx, ctx, {
      entity: 'refund',
      entityId: refund.id,
      from: current.status,
      to: next,
      detail,
    });
    await sumUp(tx, ctx, payment);
    noticeIds.push(...(await tellPlayer(tx, current, payment, next)));
    return next;
  });
  nudge(...noticeIds.map((id) => nudgeNotice(id, 0)));
  return status;
}

/** Stripe's status of a refund in our words. */
export function refundStatusOf(status: StripeRefund['status']): RefundStatus {
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

/** A refund that succeeded can still fail later (a closed card); nothing else goes back. */
const isSettled = (from: RefundStatus, to: RefundStatus) =>
  from === 'failed' || (from === 'succeeded' && to !== 'failed');

/** The figures of a payment that was taken follow from its refunds; the caller holds its lock. */
export async function sumUp(tx: Tx, ctx: Context, payment: typeof payments.$inferSelect): Promise<void> {
  if (!payment.completedAt) return;
  const [row] = await tx
    .select({ total: sum(refunds.amountMinor).mapWith(Number) })
    .from(refunds)
    .where(and(eq(refunds.paymentId, payment.id), eq(refunds.status, 'succeeded')));
  const refundedMinor = row?.total ?? 0;
  const status =
    refundedMinor === 0
      ? 'completed'
      : refundedMinor < payment.receivedMinor
        ? 'partially_refunded'
        : 'refunded';
  if (status === payment.status && refundedMinor === payment.refundedMinor) return;
  await tx
    .update(payments)
    .set({ refundedMinor, status, updatedAt: sql`now()` })
    .where(eq(payments.id, payment.id));
  const change = { entity: 'payment', entityId: payment.id, from: payment.status, to: status } as const;
  const detail = { refunded_minor: refundedMinor, refunded_before_minor: payment.refundedMinor };
  await recordChange(tx, ctx, { ...change, detail });
}

async function tellPlayer(
  tx: Tx,
  refund: Refund,
  payment: typeof payments.$inferSelect,
  next: RefundStatus,
): Promise<string[]> {
  if (next === 'pending' || next === 'requested') return [];
  const [reservation] = await tx
    .select()
    .from(reservations)
    .where(eq(reservations.id, payment.reservationId));
  if (!reservation?.userId) return [];
  const { userId } = reservation;
  await tell(tx, userId, next === 'succeeded' ? 'payment.refunded' : 'payment.refund_failed', {
    reservation_id: reservation.id,
    payment_id: payment.id,
    amount_minor: refund.amountMinor,
    currency: refund.currency,
  });
  const kind = next === 'succeeded' ? 'payment_refunded' : 'refund_failed';
  return notify(tx, { kind, objectId: refund.id, reservationId: reservation.id, userId });
}
