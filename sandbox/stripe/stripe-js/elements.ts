import type { Appearance, StripeError } from '@stripe/stripe-js';
import type { Api } from './api';
import { integrationError } from './integration-error';
import { createPaymentElement, type PaymentElement } from './payment-element';
import { wordsOf } from './words';

export type ElementsOptions = {
  clientSecret?: string;
  /** Without an intent yet, as Stripe's "deferred" form: a payment's amount in minor units, and the lower-case currency. */
  mode?: 'payment' | 'setup';
  /** As the intent will have it. */
  setupFutureUsage?: 'on_session' | 'off_session' | null;
  amount?: number;
  currency?: string;
  locale?: string;
  appearance?: Appearance;
};

export type Elements = ReturnType<typeof createElements>;

/** The result of `stripe.elements()`. It holds one element, the Payment Element. */
export function createElements(api: Api, given: ElementsOptions) {
  let options = given;
  let element: PaymentElement | null = null;
  let submitted = false;
  const settings = () => ({
    clientSecret: options.clientSecret,
    appearance: options.appearance ?? {},
    words: wordsOf(options.locale),
  });
  const deferred = () =>
    options.mode === 'payment' && options.amount !== undefined && options.currency !== undefined
      ? {
          amount: options.amount,
          currency: options.currency,
          setup_future_usage: options.setupFutureUsage ?? null,
        }
      : null;
  const isDeferred = () => deferred() !== null || options.mode === 'setup';
  const getElement = (): PaymentElement => {
    if (element === null) throw integrationError('Create a Payment Element first.');
    return element;
  };

  return {
    create(type: string): PaymentElement {
      if (type !== 'payment') throw integrationError(`The sandbox has no "${type}" element.`);
      if (options.clientSecret === undefined && !isDeferred())
        throw integrationError('elements(): a clientSecret is required, or mode, amount and currency.');
      element = createPaymentElement(api, settings);
      return element;
    },
    getElement: (type: string) => (type === 'payment' ? element : null),
    update(change: ElementsOptions) {
      options = { ...options, ...change };
      element?.refresh();
    },
    fetchUpdates: async () => ({}),
    async submit(): Promise<{ error: StripeError } | { selectedPaymentMethod: 'card' }> {
      const error = getElement().validate();
      submitted = error === null;
      return error ? { error } : { selectedPaymentMethod: 'card' };
    },
    validate: () => getElement().validate(),
    card: () => getElement().card(),
    clientSecret: () => options.clientSecret,
    /** The sum that the form shows before there is an intent. */
    deferred,
    isDeferred,
    wasSubmitted: () => submitted,
    words: () => settings().words,
  };
}
