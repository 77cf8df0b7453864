import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import { refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { keptText } from '@/lib/core/input/kept-text';
import { requireStepUp } from '@/lib/factors/step-up';
import { move } from '@/lib/ledger/states';
import { lockFailedRefund } from './lock-failed-refund';

export const settleRefundByHandSchema = z.strictObject({
  refundId: z.uuid(),
  /** How it was paid, and where that is written down. */
  note: keptText(500).min(3),
});

/**
 * Marks a failed refund as paid by the club in another way: it counts as given back and is not sent again. The note
 * stays with the refund, because the audit is never erased and it may name a person.
 * @throws AppError forbidden with `reason` `step_up`, not_found at another club, conflict when it has not failed or
 *   while a bank decides about the payment
 */
export async function settleRefundByHand(
  ctx: Context,
  { refundId, note }: z.output<typeof settleRefundByHandSchema>,
): Promise<void> {
  await requireStepUp(ctx);
  await changeOrPreview(ctx, async (tx) => {
    const { refund } = await lockFailedRefund(tx, ctx, refundId);
    const set = {
      paidByHandAt: sql`now()`,
      note: sql`concat_ws(E'\\n', ${refunds.note}, ${note}::text)`,
      settledAt: sql`now()`,
    };
    await move(tx, ctx, 'refund', refund, 'covered', { set, detail: { paid_by_hand: true }, asStaff: true });
  });
}
