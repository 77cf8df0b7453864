import type { PaymentIntent, StripeError } from '@stripe/stripe-js';
import { type Answer, createApi } from './api';
import { type ConfirmOptions, confirmPayment, handleNextAction } from './confirm-payment';
import { confirmSetup } from './confirm-setup';
import { createElements, type Elements, type ElementsOptions } from './elements';
import { integrationError } from './integration-error';
import { wordsOf } from './words';

const { currentScript } = document;
const ORIGIN = new URL(currentScript instanceof HTMLScriptElement ? currentScript.src : location.href).origin;

type IntentResult = { paymentIntent: PaymentIntent } | { error: StripeError };

const asResult = (answer: Answer<PaymentIntent>): IntentResult =>
  answer.error ? { error: answer.error } : { paymentIntent: answer.value };

/** `window.Stripe(publishableKey, { locale })`, with what the Payment Element needs. */
function createStripe(key: string, { locale }: { locale?: string } = {}) {
  let words = wordsOf(locale);
  const api = createApi(ORIGIN, key, () => words);
  return {
    elements(options: ElementsOptions = {}) {
      const elements = createElements(api, { ...(locale === undefined ? {} : { locale }), ...options });
      words = elements.words();
      return elements;
    },
    confirmPayment: (options: ConfirmOptions) => confirmPayment(api, words, options),
    confirmSetup: (options: ConfirmOptions) => confirmSetup(api, words, options),
    confirmCardPayment: (clientSecret: string, { payment_method }: { payment_method?: string } = {}) =>
      confirmPayment(api, words, {
        clientSecret,
        redirect: 'if_required',
        ...(payment_method === undefined ? {} : { confirmParams: { payment_method } }),
      }),
    retrievePaymentIntent: async (clientSecret: string) => asResult(await api.retrieveIntent(clientSecret)),
    async retrieveSetupIntent(clientSecret: string) {
      const { value, error } = await api.retrieveSetup(clientSecret);
      return error ? { error } : { setupIntent: value };
    },
    async handleNextAction({ clientSecret }: { clientSecret: string }): Promise<IntentResult> {
      const intent = await api.retrieveIntent(clientSecret);
      return asResult(intent.error ? intent : await handleNextAction(api, words, intent.value));
    },
    async createPaymentMethod({ elements }: { elements: Elements }) {
      const { value, error } = await api.createPaymentMethod({ type: 'card', card: elements.card() });
      return error ? { error } : { paymentMethod: value };
    },
    createToken: async () => {
      throw integrationError('The sandbox makes no tokens; use the Payment Element.');
    },
    registerAppInfo: () => {},
    _registerWrapper: () => {},
  };
}

Object.assign(window, { Stripe: Object.assign(createStripe, { version: 'endive' }) });
