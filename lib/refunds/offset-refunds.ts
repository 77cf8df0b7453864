import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type RefundStatus, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { move, recordDetail, recordFirst } from '@/lib/ledger/states';

type Refund = typeof refunds.$inferSelect;
type Given = Pick<Refund, 'id' | 'paymentId' | 'amountMinor'>;

/**
 * Counts money that went back another way (at Stripe itself, or by a lost dispute) towards our unsent refunds, then
 * the failed ones, under the payment's lock. A partly covered refund is split and its rest sent under a new key;
 * returns the money beyond all of them, which the court lacks.
 * @param disputeId the dispute, when it was one, which an appeal may still win back
 */
export async function offsetRefunds(
  tx: Tx,
  ctx: Context,
  given: Given,
  disputeId: string | null = null,
): Promise<number> {
  return coverAmong(tx, ctx, ['requested', 'failed'], given, disputeId);
}

/** Counts a refund that staff request towards the failed ones, so that nobody sends those too. */
export const offsetFailedRefunds = (tx: Tx, ctx: Context, given: Given): Promise<number> =>
  coverAmong(tx, ctx, ['failed'], given, null);

async function coverAmong(
  tx: Tx,
  ctx: Context,
  statuses: RefundStatus[],
  given: Given,
  disputeId: string | null,
): Promise<number> {
  const waiting = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.paymentId, given.paymentId), inArray(refunds.status, statuses)))
    .orderBy(desc(eq(refunds.status, 'requested')), asc(refunds.createdAt), asc(refunds.id))
    .for('update');
  let leftMinor = given.amountMinor;
  let missingMinor = 0;
  for (const refund of waiting) {
    const coveredMinor = Math.min(refund.amountMinor, leftMinor);
    if (coveredMinor === 0) break;
    leftMinor -= coveredMinor;
    missingMinor += Math.min(coveredMinor, refund.missingMinor);
    const rest = refund.amountMinor - coveredMinor;
    const by = { id: given.id, disputeId };
    await (rest === 0 ? cover(tx, ctx, refund, by) : split(tx, ctx, refund, coveredMinor, by));
  }
  return leftMinor + missingMinor;
}

type CoveredBy = { id: string; disputeId: string | null };

/** The attempt is over for Stripe, so a later event of it is not the row's. */
const nextAttempt = { attempt: sql`${refunds.attempt} + 1`, stripeRefundId: null, updatedAt: sql`now()` };

async function cover(tx: Tx, ctx: Context, refund: Refund, by: CoveredBy): Promise<void> {
  const ended = {
    failureReason: null,
    missingMinor: 0,
    settledAt: sql`now()`,
    heldByDisputeId: by.disputeId,
  };
  const told = { set: { ...nextAttempt, ...ended }, detail: { covered_by: by.id } };
  await move(tx, ctx, 'refund', refund, 'covered', told);
}

async function split(
  tx: Tx,
  ctx: Context,
  refund: Refund,
  coveredMinor: number,
  by: CoveredBy,
): Promise<void> {
  const amountMinor = refund.amountMinor - coveredMinor;
  const missingMinor = Math.max(0, refund.missingMinor - coveredMinor);
  await tx
    .update(refunds)
    .set({ ...nextAttempt, amountMinor, missingMinor })
    .where(eq(refunds.id, refund.id));
  const { paymentId, currency, cause, reason, note, requestedBy } = refund;
  const part = { paymentId, currency, cause, reason, note, requestedBy, amountMinor: coveredMinor };
  const [row] = await tx
    .insert(refunds)
    .values({ ...part, status: 'covered', heldByDisputeId: by.disputeId, settledAt: sql`now()` })
    .returning({ id: refunds.id });
  if (!row) throw new Error('an insert always answers its row');
  const detail = { covered_by: by.id };
  const cut = { amount_minor: amountMinor, amount_before_minor: refund.amountMinor };
  await recordDetail(tx, ctx, 'refund', refund, { detail: { ...detail, ...cut } });
  await recordFirst(tx, ctx, 'refund', 'covered', { id: row.id, detail: { ...detail, part_of: refund.id } });
}
