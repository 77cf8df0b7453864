import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { disputes, refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { findHoldingDispute } from '@/lib/ledger/disputes';
import { move } from '@/lib/ledger/states';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';

/**
 * Releases the refunds that a dispute held, once none holds the money, and those that a lost dispute covered, once an
 * appeal won it back. The caller holds the payment's lock; `updatedAt` stays, because the age of a sent key is
 * measured by it.
 */
export async function releaseRefunds(tx: Tx, after: After, ctx: Context, paymentId: string): Promise<void> {
  if ((await findHoldingDispute(tx, paymentId)) !== undefined) return;
  const held = await tx
    .select({ refund: refunds, dispute: disputes.status })
    .from(refunds)
    .innerJoin(disputes, eq(disputes.id, refunds.heldByDisputeId))
    .where(
      and(
        eq(refunds.paymentId, paymentId),
        isNotNull(refunds.heldByDisputeId),
        inArray(refunds.status, ['requested', 'covered']),
      ),
    )
    .for('update', { of: refunds });
  const due = held.filter(({ refund, dispute }) => refund.status === 'requested' || dispute !== 'lost');
  for (const { refund } of due) {
    const set = { heldByDisputeId: null, settledAt: null, updatedAt: refunds.updatedAt };
    const detail = { released_by: refund.heldByDisputeId };
    await move(tx, ctx, 'refund', refund, 'requested', { set, detail });
  }
  after(nudge, ...due.map(({ refund }) => nudgeRefund(refund.id, refund.attempt)));
}
