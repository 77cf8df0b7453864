import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { transaction } from '@/db';
import { payments } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';

export const markReviewedSchema = z.strictObject({ paymentId: z.uuid() });

/**
 * Takes a payment off the list of those that a person must look at.
 * @throws AppError not_found, forbidden for anyone but an operator
 */
export async function markReviewed(
  ctx: Context,
  { paymentId }: z.output<typeof markReviewedSchema>,
): Promise<void> {
  requireOperator(ctx);
  await transaction(async (tx) => {
    const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update');
    if (!payment) throw notFound('payment');
    if (payment.needsReview === null) return;
    await tx
      .update(payments)
      .set({ needsReview: null, updatedAt: sql`now()` })
      .where(eq(payments.id, paymentId));
    await recordChange(tx, ctx, {
      entity: 'payment',
      entityId: paymentId,
      from: payment.status,
      to: payment.status,
      detail: { reviewed: payment.needsReview },
      asStaff: true,
    });
  });
}
