import { getTranslations } from 'next-intl/server';

const REASONS = [
  'bank_cannot_process',
  'check_returned',
  'credit_not_processed',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const;

const STATUSES = [
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
  'needs_response',
  'under_review',
  'won',
  'lost',
  'prevented',
] as const;

/**
 * The reason and state of a dispute (docs.stripe.com/api/disputes/object). An unknown word is shown as Stripe writes
 * it.
 */
export async function disputeWords() {
  const t = await getTranslations('disputes');
  return {
    reason(reason: string) {
      const known = REASONS.find((name) => name === reason);
      return known ? t(`reason_${known}`) : reason;
    },
    status(status: string) {
      const known = STATUSES.find((name) => name === status);
      return known ? t(`status_${known}`) : status;
    },
  };
}
