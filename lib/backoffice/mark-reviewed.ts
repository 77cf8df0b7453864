import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { payments } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { recordDetail } from '@/lib/ledger/states';

export const markReviewedSchema = z.strictObject({
  paymentId: z.uuid(),
  /** The reason that the operator saw. A later reason stays to be reviewed. */
  reason: z.string().max(60),
});

/**
 * Takes a payment off the list of payments to review.
 * @throws AppError not_found, conflict when there is another reason by now, forbidden for anyone but an operator
 */
export async function markReviewed(
  ctx: Context,
  { paymentId, reason }: z.output<typeof markReviewedSchema>,
): Promise<void> {
  requireOperator(ctx);
  await transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment.needsReview === null) return;
    if (payment.needsReview !== reason) {
      throw new AppError('conflict', 'There is another reason to look at this payment by now.');
    }
    await tx
      .update(payments)
      .set({ needsReview: null, updatedAt: sql`now()` })
      .where(eq(payments.id, paymentId));
    const told = { detail: { reviewed: payment.needsReview }, asStaff: true };
    await recordDetail(tx, ctx, 'payment', payment, told);
  });
}
