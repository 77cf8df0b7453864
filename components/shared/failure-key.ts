/** Why a refund failed, by Stripe (docs.stripe.com/refunds#failed-refunds) or by us, as a key of `ops`. */
export function failureKey(reason: string | null) {
  switch (reason) {
    case 'charge_for_pending_refund_disputed':
    case 'declined':
    case 'expired_or_canceled_card':
    case 'insufficient_funds':
    case 'lost_or_stolen_card':
    case 'merchant_request':
    case 'unknown_at_stripe':
      return `failure_${reason}` as const;
    default:
      return 'failure_other';
  }
}
