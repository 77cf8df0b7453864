import { eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Tx, transaction } from '@/db';
import { disputes, payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { isOver } from '@/lib/ledger/disputes';
import { excessOf } from '@/lib/ledger/read-figures';
import { recordDetail } from '@/lib/ledger/states';
import type { StripeDispute } from '@/lib/services/stripe/stripe';
import { offsetRefunds } from './offset-refunds';
import { releaseRefunds } from './release-refunds';

type Payment = typeof payments.$inferSelect;
type Applied = 'unknown' | 'same' | 'moved';

/**
 * Stores a dispute as Stripe has it, marks its payment for staff and releases or covers refunds when it ends. A final
 * status changes only by an appeal, so that an older read undoes nothing.
 * @param eventType the event that caused the read, of which some tell when the money moved
 */
export async function applyDispute(ctx: Context, dispute: StripeDispute, eventType = ''): Promise<Applied> {
  return transaction(async (tx, after) => {
    const payment = await lockPaymentOf(tx, dispute.paymentIntentId);
    if (!payment) return 'unknown';
    const [before] = await tx.select().from(disputes).where(eq(disputes.id, dispute.id));
    const stale = before !== undefined && isStale(before.status, dispute.status);
    await write(tx, payment, stale ? {} : factsOf(dispute), dispute, eventType);
    if (stale) return 'same';
    const turned = before?.status !== dispute.status;
    if (turned) await markForReview(tx, ctx, payment, dispute);
    if (dispute.status === 'lost') await coverByBank(tx, ctx, payment, dispute, turned);
    await releaseRefunds(tx, after, ctx, payment.id);
    return turned ? 'moved' : 'same';
  });
}

/** Every writer of a payment's disputes or refunds holds its lock. */
async function lockPaymentOf(tx: Tx, paymentIntentId: string | null): Promise<Payment | undefined> {
  if (paymentIntentId === null) return undefined;
  const found = tx.select().from(payments).where(eq(payments.paymentIntentId, paymentIntentId));
  return (await found.for('update'))[0];
}

const isStale = (before: string, now: string): boolean =>
  isOver(before) && !isOver(now) && !(before === 'lost' && now.startsWith('appeal_'));

const factsOf = ({ status, reason, amountMinor, refundable, evidenceDueAt }: StripeDispute) => ({
  status,
  reason,
  amountMinor,
  refundable,
  evidenceDueAt,
  ...(isOver(status) && { closedAt: first(disputes.closedAt) }),
});

async function write(
  tx: Tx,
  payment: Payment,
  facts: Partial<ReturnType<typeof factsOf>>,
  dispute: StripeDispute,
  eventType: string,
): Promise<void> {
  const { id, currency, status, reason, amountMinor } = dispute;
  await tx
    .insert(disputes)
    .values({ id, paymentId: payment.id, currency, status, reason, amountMinor, openedAt: dispute.createdAt })
    .onConflictDoNothing();
  const moments = {
    ...(eventType.endsWith('funds_withdrawn') && { fundsWithdrawnAt: first(disputes.fundsWithdrawnAt) }),
    ...(eventType.endsWith('funds_reinstated') && { fundsReinstatedAt: first(disputes.fundsReinstatedAt) }),
  };
  await tx
    .update(disputes)
    .set({ ...facts, ...moments, openedAt: dispute.createdAt, updatedAt: sql`now()` })
    .where(eq(disputes.id, id));
}

/** A repeated event does not move the time. */
const first = (moment: PgColumn) => sql`coalesce(${moment}, now())`;

/** Another reason to review stays, since the dispute has its own list. */
async function markForReview(tx: Tx, ctx: Context, payment: Payment, dispute: StripeDispute): Promise<void> {
  const { needsReview } = payment;
  if (needsReview === null || needsReview.startsWith('dispute_')) {
    const mark = { needsReview: `dispute_${dispute.status}`, updatedAt: sql`now()` };
    await tx.update(payments).set(mark).where(eq(payments.id, payment.id));
  }
  const detail = { dispute_id: dispute.id, dispute: dispute.status };
  await recordDetail(tx, ctx, 'payment', payment, { detail });
}

/**
 * The money that the bank took for good covers our refunds. Of later ones it covers only what exceeds the payment.
 */
async function coverByBank(
  tx: Tx,
  ctx: Context,
  payment: Payment,
  dispute: StripeDispute,
  turned: boolean,
): Promise<void> {
  if (dispute.currency !== payment.currency) return;
  const coveredMinor = Math.min(dispute.amountMinor, turned ? Infinity : await excessOf(tx, payment.id));
  const given = { id: dispute.id, paymentId: payment.id, amountMinor: coveredMinor };
  if (coveredMinor > 0) await offsetRefunds(tx, ctx, given, dispute.id);
}
