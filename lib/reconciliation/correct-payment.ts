import { eq, sql } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { payments, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { recordDetail } from '@/lib/ledger/states';
import { settleIntent } from '@/lib/payments/settle-payment';
import { isAttempt, sumUp } from '@/lib/refunds/apply-refund';
import { failUnheardOf, syncRefunds } from '@/lib/refunds/sync-refunds';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { getIntent, type Intent, listRefunds, type StripeRefund } from '@/lib/services/stripe/stripe';

type Refund = typeof refunds.$inferSelect;

/**
 * Sets every figure of one payment to Stripe's, which is right about money. A refund that we call made and Stripe
 * does not know is marked as failed, for staff.
 * @throws AppError conflict when Stripe does not know the payment, service_unavailable while Stripe is away
 */
export async function correctPayment(ctx: Context, paymentId: string): Promise<void> {
  const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
  if (!payment) throw notFound('payment');
  if (payment.paymentIntentId === null) return recountRefunds(ctx, paymentId);
  const intent = await readIntent(payment.paymentIntentId);
  await settleIntent(ctx, intent);
  const remotes = await listRefunds(intent.id);
  const ours = await transaction((tx) => takeFigures(tx, ctx, paymentId, intent, remotes));
  await failUnheardOf(ctx, ours, remotes);
  await syncRefunds(ctx, intent.id);
  await recountRefunds(ctx, paymentId);
}

/** Sums up a payment's own refunds anew. */
export async function recountRefunds(ctx: Context, paymentId: string): Promise<void> {
  await transaction(async (tx) => {
    await sumUp(tx, ctx, await lockPayment(tx, paymentId));
  });
}

async function readIntent(id: string): Promise<Intent> {
  try {
    return await getIntent(id);
  } catch (error) {
    if (!(error instanceof ProviderRefusal && error.status === 404)) throw error;
    throw new AppError('conflict', 'Stripe does not know this payment.', { cause: error });
  }
}

/** Updates amounts and ids. Returns our refunds as they were before. */
async function takeFigures(
  tx: Tx,
  ctx: Context,
  paymentId: string,
  intent: Intent,
  remotes: readonly StripeRefund[],
): Promise<Refund[]> {
  const payment = await lockPayment(tx, paymentId);
  if (payment.completedAt && payment.receivedMinor !== intent.receivedMinor) {
    // The refunded sum is computed at the end, and must not exceed the received one until then.
    const refundedMinor = Math.min(payment.refundedMinor, intent.receivedMinor);
    const figures = { receivedMinor: intent.receivedMinor, refundedMinor, updatedAt: sql`now()` };
    await tx.update(payments).set(figures).where(eq(payments.id, paymentId));
    const detail = {
      received_minor: intent.receivedMinor,
      received_before_minor: payment.receivedMinor,
    };
    await recordDetail(tx, ctx, 'payment', payment, { detail });
  }
  const ours = await tx.select().from(refunds).where(eq(refunds.paymentId, paymentId)).for('update');
  for (const row of ours) {
    const remote =
      remotes.find(({ id }) => id === row.stripeRefundId) ?? remotes.find((one) => isAttempt(one, row));
    if (remote) await takeRefund(tx, ctx, row, remote);
  }
  return ours;
}

async function takeRefund(tx: Tx, ctx: Context, row: Refund, remote: StripeRefund): Promise<void> {
  if (row.amountMinor === remote.amountMinor && row.stripeRefundId === remote.id) return;
  await tx
    .update(refunds)
    .set({ amountMinor: remote.amountMinor, stripeRefundId: remote.id, updatedAt: sql`now()` })
    .where(eq(refunds.id, row.id));
  const detail = {
    amount_minor: remote.amountMinor,
    amount_before_minor: row.amountMinor,
    stripe_refund_id: remote.id,
  };
  await recordDetail(tx, ctx, 'refund', row, { detail });
}
