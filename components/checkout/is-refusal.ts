import type { StripeError } from '@stripe/stripe-js';

/**
 * Whether Stripe's error says for certain that nothing was paid: a card or a field that is not good, or somebody the
 * bank did not recognise. Of any other, such as a line that broke, only the intent itself tells what happened.
 * @see https://docs.stripe.com/api/errors
 */
export const isRefusal = ({ type, code }: Pick<StripeError, 'type' | 'code'>): boolean =>
  type === 'card_error' || type === 'validation_error' || code === 'payment_intent_authentication_failure';
