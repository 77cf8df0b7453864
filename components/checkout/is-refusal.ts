import type { StripeError } from '@stripe/stripe-js';

/**
 * Whether Stripe's error proves that nothing was paid or saved: a bad card or field, or a failed authentication. After any
 * other error, such as a broken connection, the intent must be read. @see https://docs.stripe.com/api/errors
 */
export const isRefusal = ({ type, code }: Pick<StripeError, 'type' | 'code'>): boolean =>
  type === 'card_error' || type === 'validation_error' || FAILED_AUTHENTICATION.some((one) => one === code);

const FAILED_AUTHENTICATION = [
  'payment_intent_authentication_failure',
  'setup_intent_authentication_failure',
];
