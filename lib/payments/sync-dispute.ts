import { eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { db, transaction } from '@/db';
import { disputes, payments } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { getDispute, type StripeDispute } from '@/lib/services/stripe';

/**
 * Records a dispute as Stripe has it now. Money the bank takes back is never refunded a second time: the payment
 * is marked for staff to look at, and they answer with the evidence.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function syncDispute(
  ctx: Context,
  disputeId: string,
  eventType: string,
): Promise<'known' | 'unknown'> {
  const dispute = await getDispute(disputeId);
  const [payment] = dispute.paymentIntentId
    ? await db().select().from(payments).where(eq(payments.paymentIntentId, dispute.paymentIntentId))
    : [];
  if (!payment) return 'unknown';
  const moments = {
    ...(eventType.endsWith('funds_withdrawn') && { fundsWithdrawnAt: first(disputes.fundsWithdrawnAt) }),
    ...(eventType.endsWith('funds_reinstated') && { fundsReinstatedAt: first(disputes.fundsReinstatedAt) }),
    ...(isOver(dispute) && { closedAt: first(disputes.closedAt) }),
  };
  await transaction(async (tx) => {
    const [before] = await tx.select().from(disputes).where(eq(disputes.id, disputeId)).for('update');
    const facts = {
      status: dispute.status,
      reason: dispute.reason,
      amountMinor: dispute.amountMinor,
    };
    await tx
      .insert(disputes)
      .values({ id: disputeId, paymentId: payment.id, currency: dispute.currency, ...facts })
      .onConflictDoNothing();
    await tx
      .update(disputes)
      .set({ ...facts, ...moments, updatedAt: sql`now()` })
      .where(eq(disputes.id, disputeId));
    if (before?.status === dispute.status) return;
    await tx
      .update(payments)
      .set({ needsReview: `dispute_${dispute.status}` })
      .where(eq(payments.id, payment.id));
    const change = {
      entity: 'payment',
      entityId: payment.id,
      from: payment.status,
      to: payment.status,
    } as const;
    await recordChange(tx, ctx, { ...change, detail: { dispute_id: disputeId, dispute: dispute.status } });
  });
  return 'known';
}

/** A repeat of the word does not make the moment later. */
const first = (moment: PgColumn) => sql`coalesce(${moment}, now())`;

/** Statuses that nothing follows (docs.stripe.com/api/disputes/object#dispute_object-status). */
const isOver = ({ status }: StripeDispute): boolean => ['won', 'lost', 'warning_closed'].includes(status);
