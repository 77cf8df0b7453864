import { eq } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, refunds } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { listRefunds, type StripeRefund } from '@/lib/services/stripe';
import { applyRefund, isAttempt } from './process-refund';
import { settlePayment } from './settle-payment';

/**
 * Brings our refunds of one intent to what Stripe lists, including those that somebody made in its dashboard.
 * Answers `unknown` when no payment of ours has this intent.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function syncRefunds(ctx: Context, paymentIntentId: string): Promise<'synced' | 'unknown'> {
  const [payment] = await db().select().from(payments).where(eq(payments.paymentIntentId, paymentIntentId));
  if (!payment) return 'unknown';
  // Word of a refund may come before word of the money it gives back.
  if (!payment.completedAt) await settlePayment(ctx, paymentIntentId);
  const listed = await listRefunds(paymentIntentId);
  // Read after Stripe's list: the row of whatever stands on it was written before.
  const ours = await db().select().from(refunds).where(eq(refunds.paymentId, payment.id));
  for (const remote of listed) {
    const row = ours.find((refund) => refund.stripeRefundId === remote.id || isAttempt(remote, refund));
    const superseded = !row && ours.some((refund) => refund.id === remote.metadata.refund_id);
    if (superseded) continue;
    await applyRefund(ctx, row ?? (await adopt(ctx, payment.id, remote)), remote);
  }
  return 'synced';
}

/** A refund that somebody made at Stripe itself becomes a row of ours, so that the books agree. */
async function adopt(ctx: Context, paymentId: string, remote: StripeRefund) {
  return transaction(async (tx) => {
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
    await recordChange(tx, ctx, {
      entity: 'refund',
      entityId: adopted.id,
      from: null,
      to: 'pending',
      detail: { cause: 'dashboard' },
    });
    return adopted;
  });
}

function missing(remote: StripeRefund): never {
  throw new Error(`refund ${remote.id} was neither inserted nor found`);
}
