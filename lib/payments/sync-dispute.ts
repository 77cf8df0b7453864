import { eq, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { disputes, payments } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import type { Context } from '@/lib/context';
import { getDispute } from '@/lib/services/stripe';

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
    ...(eventType.endsWith('funds_withdrawn') && { fundsWithdrawnAt: sql`now()` }),
    ...(eventType.endsWith('funds_reinstated') && { fundsReinstatedAt: sql`now()` }),
    ...(eventType.endsWith('closed') && { closedAt: sql`now()` }),
  };
  await transaction(async (tx) => {
    const [before] = await tx.select().from(disputes).where(eq(disputes.id, disputeId)).for('update');
    const facts = {
      status: dispute.status,
      reason: dispute.reason,
      amountMinor: dispute.amountMinor,
      ...moments,
    };
    await tx
      .insert(disputes)
      .values({ id: disputeId, paymentId: payment.id, currency: dispute.currency, ...facts })
      .onConflictDoUpdate({ target: disputes.id, set: { ...facts, updatedAt: sql`now()` } });
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
