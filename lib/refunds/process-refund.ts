import { and, eq, lte, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, type RefundStatus, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { notFound } from '@/lib/core/errors';
import { HOUR_MS } from '@/lib/core/time';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { backOff } from '@/lib/payments/back-off';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { createRefund, listDisputes, listRefunds, type StripeRefund } from '@/lib/services/stripe/stripe';
import { applyDispute } from './apply-dispute';
import { applyRefund, isAttempt } from './apply-refund';
import { holdRefund } from './hold-refund';
import { syncRefunds } from './sync-refunds';

type Refund = typeof refunds.$inferSelect;

/**
 * Stripe forgets idempotency keys after a day (docs.stripe.com/api/idempotent_requests). Well before that its list is
 * read first.
 */
const TRUST_KEY_MS = 12 * HOUR_MS;

/**
 * Sends a requested refund to Stripe and stores the result. Its key is made of our row and attempt, so a crash in
 * between leads to the same refund; while a bank decides, or its act may be undone, it stays `requested`.
 * @throws AppError service_unavailable while Stripe is away; the row stays `requested`
 */
export const processRefund = (ctx: Context, refundId: string): Promise<RefundStatus> =>
  backOff({ refund: refundId }, () => process(ctx, refundId));

async function process(ctx: Context, refundId: string): Promise<RefundStatus> {
  const { refund, paymentIntentId } = await readRefund(refundId);
  if (refund.status !== 'requested') return refund.status;
  if (!(await isDue(refund))) return (await readRefund(refundId)).refund.status;
  if (await holdRefund(ctx, refund)) return refund.status;
  const sent = (await findSent(ctx, refund, paymentIntentId)) ?? (await send(refund, paymentIntentId));
  if (sent instanceof ProviderRefusal) return refuse(ctx, refund, paymentIntentId, sent);
  crashPoint('refund_sent');
  return applyRefund(ctx, refund, sent);
}

async function readRefund(refundId: string): Promise<{ refund: Refund; paymentIntentId: string }> {
  const [row] = await db()
    .select({ refund: refunds, paymentIntentId: payments.paymentIntentId })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(refunds.id, refundId));
  if (!row?.paymentIntentId) throw notFound('refund');
  return { refund: row.refund, paymentIntentId: row.paymentIntentId };
}

/** An undo recalls a refund under its payment's lock and before its time, so that none is sent and recalled. */
async function isDue({ id, paymentId, notBefore }: Refund): Promise<boolean> {
  if (notBefore === null) return true;
  return transaction(async (tx) => {
    await lockPayment(tx, paymentId);
    const isRipe = and(eq(refunds.status, 'requested'), lte(refunds.notBefore, sql`clock_timestamp()`));
    return (await tx.$count(refunds, and(eq(refunds.id, id), isRipe))) > 0;
  });
}

async function findSent(
  ctx: Context,
  refund: Refund,
  paymentIntentId: string,
): Promise<StripeRefund | undefined> {
  if (ctx.now.getTime() - refund.updatedAt.getTime() < TRUST_KEY_MS) return undefined;
  return findAttempt(refund, paymentIntentId);
}

const findAttempt = async (refund: Refund, paymentIntentId: string): Promise<StripeRefund | undefined> =>
  (await listRefunds(paymentIntentId)).find((remote) => isAttempt(remote, refund));

async function send(refund: Refund, paymentIntentId: string): Promise<StripeRefund | ProviderRefusal> {
  const wanted = {
    paymentIntentId,
    amountMinor: refund.amountMinor,
    reason: refund.reason,
    metadata: { refund_id: refund.id, payment_id: refund.paymentId, attempt: String(refund.attempt) },
  };
  try {
    return await sendUnderKey(
      `refund:${refund.id}:${refund.attempt}`,
      (key) => createRefund(wanted, key),
      () => findAttempt(refund, paymentIntentId),
    );
  } catch (error) {
    if (error instanceof ProviderRefusal) return error;
    throw error;
  }
}

/**
 * Stripe refused more than is left. The refund may have been made in the dashboard, or by us under a forgotten key,
 * so only the rest is sent; a dispute may also hold the money before its event comes.
 */
async function refuse(
  ctx: Context,
  refund: Refund,
  paymentIntentId: string,
  { code }: ProviderRefusal,
): Promise<RefundStatus> {
  await syncRefunds(ctx, paymentIntentId);
  if (code === 'charge_disputed') await hearOfDisputes(ctx, paymentIntentId);
  const { refund: now } = await readRefund(refund.id);
  if (now.status !== 'requested' || (await holdRefund(ctx, now, refund.attempt))) return now.status;
  if (now.attempt !== refund.attempt) return process(ctx, refund.id);
  return applyRefund(ctx, refund, { id: null, status: 'failed', failureReason: code });
}

async function hearOfDisputes(ctx: Context, paymentIntentId: string): Promise<void> {
  for await (const dispute of listDisputes(paymentIntentId)) await applyDispute(ctx, dispute);
}
