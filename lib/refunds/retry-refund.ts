import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import type { RefundStatus } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { leftOf } from '@/lib/ledger/read-figures';
import { move } from '@/lib/ledger/states';
import { lockFailedRefund } from './lock-failed-refund';
import { sendRefund } from './send-refund';

export const retryRefundSchema = z.strictObject({ refundId: z.uuid() });

/**
 * Sends a failed refund again, as a new attempt under its own key.
 * @throws AppError forbidden with `reason` `step_up`, not_found at another club, conflict when it has not failed,
 *   while a bank decides about the payment, or when what is left of it was promised otherwise
 */
export async function retryRefund(
  ctx: Context,
  { refundId }: z.output<typeof retryRefundSchema>,
): Promise<RefundStatus> {
  await requireStepUp(ctx);
  await changeOrPreview(ctx, async (tx) => {
    const { refund, payment } = await lockFailedRefund(tx, ctx, refundId);
    if (refund.amountMinor > (await leftOf(tx, payment.id))) {
      throw new AppError('conflict', 'What is left of this payment has been given back otherwise.');
    }
    const attempt = refund.attempt + 1;
    const set = { attempt, stripeRefundId: null, failureReason: null, settledAt: null };
    const detail = { attempt, failed_with: refund.failureReason, stripe_refund_id: refund.stripeRefundId };
    await move(tx, ctx, 'refund', refund, 'requested', { set, detail, asStaff: true });
  });
  return ctx.preview ? 'requested' : sendRefund(ctx, refundId);
}
