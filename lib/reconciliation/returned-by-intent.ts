import { refundStatusOf } from '@/lib/refunds/apply-refund';
import type { StripeRefund } from '@/lib/services/stripe/stripe';

/** The refunds of each intent at Stripe, made or pending, in minor units. */
export const returnedByIntent = (refunds: readonly StripeRefund[]): Map<string, number> =>
  sumByIntent(refunds.filter(({ status }) => refundStatusOf(status) !== 'failed'));

/** Sums of amounts by intent. */
export function sumByIntent(
  items: readonly { paymentIntentId: string | null; amountMinor: number }[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { paymentIntentId, amountMinor } of items) {
    if (paymentIntentId === null) continue;
    sums.set(paymentIntentId, (sums.get(paymentIntentId) ?? 0) + amountMinor);
  }
  return sums;
}
