import { eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { releaseRefunds } from '@/lib/refunds/release-refunds';

/**
 * Releases a refund from a dispute that no longer holds money. If the bank has taken the money for good, Stripe
 * refuses it and it counts as covered.
 * @throws AppError not_found
 */
export async function releaseRefund(ctx: Context, refundId: string): Promise<void> {
  await transaction(async (tx, after) => {
    const [refund] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
    if (!refund) throw notFound('refund');
    const payment = await lockPayment(tx, refund.paymentId);
    await releaseRefunds(tx, after, ctx, payment.id);
  });
}
