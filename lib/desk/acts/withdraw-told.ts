import { and, asc, eq, ne } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type acts, notices, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { move } from '@/lib/ledger/states';
import { moveNotices } from '@/lib/notices/move-notice';
import { isByStaff } from '@/lib/records/acts';

/**
 * Takes back what an act was to tell and to refund. The caller holds the locks of its reservations.
 * @throws AppError conflict when any of it has gone out
 */
export async function withdrawTold(
  tx: Tx,
  ctx: Context,
  act: Pick<typeof acts.$inferSelect, 'id' | 'kind'>,
): Promise<void> {
  await suppressNotices(tx, ctx, act.id);
  await recallRefunds(tx, ctx, act.id, isByStaff(act));
}

/** A notice that is being sent is locked by its claim, so that this sees it as sent. */
async function suppressNotices(tx: Tx, ctx: Context, actId: string): Promise<void> {
  const ofAct = eq(notices.actId, actId);
  await moveNotices(tx, ctx, { status: 'suppressed' }, and(ofAct, eq(notices.status, 'pending')));
  if ((await tx.$count(notices, and(ofAct, ne(notices.status, 'suppressed')))) > 0) throw tooLate();
}

/** Under the payment's lock, under which a refund is found due (`lib/refunds/process-refund.ts`). */
export async function recallRefunds(tx: Tx, ctx: Context, actId: string, asStaff = true): Promise<void> {
  const asked = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.actId, actId), ne(refunds.status, 'recalled')))
    .orderBy(asc(refunds.paymentId));
  for (const { id, paymentId } of asked) {
    await lockPayment(tx, paymentId);
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, id)).for('update');
    if (refund?.status !== 'requested') throw tooLate();
    const told = { detail: { undo_of: actId }, asStaff };
    await move(tx, ctx, 'refund', { id, status: refund.status }, 'recalled', told);
  }
}

/** What somebody hears who undoes an act that has had its consequences. */
export const tooLate = () =>
  new AppError('conflict', 'This can no longer be taken back: what it tells or refunds is on its way.', {
    details: { reason: 'too_late' },
  });
