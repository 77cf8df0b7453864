import { and, eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { notices, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { move } from '@/lib/ledger/states';
import { moveNotices } from '@/lib/notices/move-notice';

/** Keeps a notice of an act that was undone from going out. */
export async function suppressUndone(ctx: Context, noticeId: string): Promise<void> {
  const waits = and(eq(notices.id, noticeId), eq(notices.status, 'pending'));
  await transaction((tx) => moveNotices(tx, ctx, { status: 'suppressed' }, waits));
}

/** Keeps a refund that an undone act asked for from going out. */
export async function recallUndone(ctx: Context, refundId: string): Promise<void> {
  await transaction(async (tx) => {
    const [found] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
    if (!found) return;
    await lockPayment(tx, found.paymentId);
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId)).for('update');
    if (refund?.status !== 'requested') return;
    const told = { detail: { undo_of: refund.actId }, asStaff: true };
    await move(tx, ctx, 'refund', { id: refundId, status: refund.status }, 'recalled', told);
  });
}
