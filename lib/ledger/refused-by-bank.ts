/**
 * Stripe's reasons for a refund that the card or its bank refused (docs.stripe.com/refunds#failed-refunds). Any other
 * failure is for staff.
 */
const BY_BANK = ['expired_or_canceled_card', 'lost_or_stolen_card', 'declined', 'unknown'];

/** Whether a refund failed for a reason that its payer must know. */
export const isRefusedByBank = (failureReason: string | null): boolean =>
  failureReason !== null && BY_BANK.includes(failureReason);
