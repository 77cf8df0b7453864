import { eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { releaseRefunds } from '@/lib/refunds/release-refunds';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';

/**
 * Lets go of a refund that waits for a dispute which holds no money any more. Should the bank have taken the money for
 * good, Stripe refuses it, and it is covered.
 * @throws AppError not_found
 */
export async function releaseRefund(ctx: Context, refundId: string): Promise<void> {
  const due = await transaction(async (tx) => {
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
    if (!refund) throw notFound('refund');
    const payment = await lockPayment(tx, refund.paymentId);
    return releaseRefunds(tx, ctx, payment.id);
  });
  nudge(...due.map(({ id, attempt }) => nudgeRefund(id, attempt)));
}
