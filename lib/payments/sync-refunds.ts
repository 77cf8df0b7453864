import { and, eq, isNull } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { payments, refunds } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { listRefunds, type StripeRefund } from '@/lib/services/stripe';
import { applyRefund } from './process-refund';

/**
 * Brings our refunds of one intent to what Stripe lists, including those that somebody made in its dashboard.
 * Answers `unknown` when no payment of ours has this intent.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function syncRefunds(ctx: Context, paymentIntentId: string): Promise<'synced' | 'unknown'> {
  const [payment] = await db().select().from(payments).where(eq(payments.paymentIntentId, paymentIntentId));
  if (!payment) return 'unknown';
  for (const remote of await listRefunds(paymentIntentId)) {
    const ours = (await findOurs(payment.id, remote)) ?? (await adopt(ctx, payment.id, remote));
    await applyRefund(ctx, ours, remote);
  }
  return 'synced';
}

/** By Stripe's id, or by the row named in its metadata when a crash came before the id was saved. */
async function findOurs(paymentId: string, remote: StripeRefund) {
  const [byId] = await db().select().from(refunds).where(eq(refunds.stripeRefundId, remote.id));
  if (byId) return byId;
  const named = remote.metadata.refund_id;
  const open = await db()
    .select()
    .from(refunds)
    .where(and(eq(refunds.paymentId, paymentId), isNull(refunds.stripeRefundId)));
  return open.find((refund) => refund.id === named);
}

/** A refund made at Stripe itself becomes a row of ours, so that the books agree. */
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
