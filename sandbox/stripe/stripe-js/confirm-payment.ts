import type { PaymentIntent, SetupIntent, StripeError } from '@stripe/stripe-js';
import { type Answer, type Api, translated } from './api';
import { authenticate } from './authenticate';
import type { Elements } from './elements';
import { integrationError } from './integration-error';
import type { Words } from './words';

export type ConfirmOptions = {
  elements?: Elements;
  clientSecret?: string;
  confirmParams?: {
    return_url?: string;
    payment_method?: string;
    payment_method_data?: { billing_details?: Record<string, string> };
  };
  redirect?: 'always' | 'if_required';
};

type Result = { paymentIntent: PaymentIntent; error?: undefined } | { error: StripeError };

/** Pays with the card in the form, shows 3-D Secure when the bank asks for it, then redirects or answers. */
export async function confirmPayment(api: Api, words: Words, options: ConfirmOptions): Promise<Result> {
  const { elements, confirmParams = {}, redirect = 'always' } = options;
  const clientSecret = options.clientSecret ?? elements?.clientSecret();
  const returnUrl = confirmParams.return_url;
  if (clientSecret === undefined) throw integrationError('confirmPayment(): a clientSecret is required.');
  if (redirect === 'always' && returnUrl === undefined) {
    throw integrationError('confirmPayment(): the `confirmParams.return_url` argument is required.');
  }
  const unfit = elements && (await whyUnfit(api, elements, clientSecret));
  if (unfit) throw integrationError(unfit);
  const invalid = elements?.validate();
  if (invalid) return { error: invalid };
  const confirmed = await api.confirmIntent(clientSecret, withCard(elements, confirmParams));
  const settled = confirmed.error ? confirmed : await handleNextAction(api, words, confirmed.value);
  if (settled.error) return { error: settled.error };
  if (redirect === 'if_required' || returnUrl === undefined) return { paymentIntent: settled.value };
  return leaveFor(returnUrl, settled.value, clientSecret);
}

/** What a confirmation sends of the card: the form's, or one that was made before. */
export const withCard = (
  elements: Elements | undefined,
  { return_url, payment_method, payment_method_data }: NonNullable<ConfirmOptions['confirmParams']>,
) => ({
  return_url,
  use_stripe_sdk: true,
  ...(elements
    ? { payment_method_data: { ...payment_method_data, type: 'card', card: elements.card() } }
    : { payment_method }),
});

/** Goes to the return page with the result in its address. Nothing may run after this, as with Stripe.js. */
export function leaveFor(
  returnUrl: string,
  intent: PaymentIntent | SetupIntent,
  clientSecret: string,
): Promise<never> {
  const url = new URL(returnUrl);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, clientSecret);
  url.searchParams.set('redirect_status', intent.status === 'processing' ? 'processing' : 'succeeded');
  location.assign(url.href);
  return new Promise(() => {});
}

/** Elements that were made before their intent are submitted first, and over the very sum of the intent. */
async function whyUnfit(api: Api, elements: Elements, clientSecret: string): Promise<string | null> {
  const shown = elements.deferred();
  if (shown === null) return null;
  if (!elements.wasSubmitted()) return 'elements.submit() must be called before stripe.confirmPayment().';
  const { value } = await api.retrieveIntent(clientSecret);
  if (!value) return null;
  const { amount, currency, setup_future_usage } = value;
  if (amount !== shown.amount || currency !== shown.currency)
    return 'The amount or currency of the intent is not that of the elements.';
  if (setup_future_usage !== shown.setup_future_usage)
    return 'The setup_future_usage of the intent is not the setupFutureUsage of the elements.';
  return null;
}

/** Does what the intent asks of the customer, and reads the result. */
export async function handleNextAction(
  api: Api,
  words: Words,
  intent: PaymentIntent,
): Promise<Answer<PaymentIntent>> {
  const url = authenticationUrl(intent.next_action);
  if (url === null || intent.client_secret === null) return { value: intent };
  await authenticate(url, words);
  const after = await api.retrieveIntent(intent.client_secret);
  if (after.error || after.value.status !== 'requires_payment_method') return after;
  const failure = after.value.last_payment_error;
  if (failure === null) return after;
  return { error: { ...translated(failure, words), payment_intent: after.value } };
}

/** Where the bank asks the card's owner. */
export function authenticationUrl(
  action: PaymentIntent['next_action'] | SetupIntent['next_action'],
): string | null {
  if (action?.type === 'redirect_to_url') return action.redirect_to_url?.url ?? null;
  const details: object | undefined = action?.use_stripe_sdk;
  return details && 'stripe_js' in details && typeof details.stripe_js === 'string'
    ? details.stripe_js
    : null;
}
