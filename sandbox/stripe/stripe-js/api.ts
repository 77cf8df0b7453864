import type { PaymentIntent, PaymentMethod, SetupIntent, StripeError } from '@stripe/stripe-js';
import type { Words } from './words';

/** The form encoding of nested parameters: `payment_method_data[card][number]=…`. */
type Params = { [name: string]: string | number | boolean | null | undefined | Params };

export type Answer<T> = { value: T; error?: undefined } | { value?: undefined; error: StripeError };

type Body<T> = T & { error?: StripeError };

export type Api = {
  retrieveIntent: (clientSecret: string) => Promise<Answer<PaymentIntent>>;
  confirmIntent: (clientSecret: string, params: Params) => Promise<Answer<PaymentIntent>>;
  retrieveSetup: (clientSecret: string) => Promise<Answer<SetupIntent>>;
  confirmSetup: (clientSecret: string, params: Params) => Promise<Answer<SetupIntent>>;
  createPaymentMethod: (params: Params) => Promise<Answer<PaymentMethod>>;
};

/** Calls the sandbox as a browser may: with the publishable key and the client secret, without a preflight. */
export function createApi(origin: string, key: string, words: () => Words): Api {
  async function call<T>(method: 'GET' | 'POST', path: string, params: Params): Promise<Answer<T>> {
    const form = new URLSearchParams(flatten({ key, ...params }));
    try {
      const response = await fetch(
        method === 'GET' ? `${origin}${path}?${form}` : `${origin}${path}`,
        method === 'GET' ? {} : { method, body: form },
      );
      const body: Body<T> = await response.json();
      return body.error ? { error: translated(body.error, words()) } : { value: body };
    } catch {
      return { error: { type: 'api_connection_error', message: words().offline } };
    }
  }
  return {
    retrieveIntent: (secret) => call('GET', `/v1/payment_intents/${idIn(secret)}`, { client_secret: secret }),
    confirmIntent: (secret, params) =>
      call('POST', `/v1/payment_intents/${idIn(secret)}/confirm`, { client_secret: secret, ...params }),
    retrieveSetup: (secret) => call('GET', `/v1/setup_intents/${idIn(secret)}`, { client_secret: secret }),
    confirmSetup: (secret, params) =>
      call('POST', `/v1/setup_intents/${idIn(secret)}/confirm`, { client_secret: secret, ...params }),
    createPaymentMethod: (params) => call('POST', '/v1/payment_methods', params),
  };
}

/** Stripe.js answers in the language of the form, whatever the API's is. */
export function translated<E extends Pick<StripeError, 'code' | 'decline_code' | 'message'>>(
  error: E,
  { declines, authentication }: Words,
): E {
  if (error.code?.endsWith('_authentication_failure')) return { ...error, message: authentication };
  const message = declines[error.decline_code ?? ''] ?? declines[error.code ?? ''];
  return message === undefined ? error : { ...error, message };
}

/** Whether a client secret is that of a SetupIntent. */
export const isSetup = (clientSecret: string) => clientSecret.startsWith('seti_');

const idIn = (clientSecret: string) => encodeURIComponent(clientSecret.split('_secret_')[0] ?? '');

function flatten(params: Params, prefix = ''): [string, string][] {
  return Object.entries(params).flatMap(([name, value]): [string, string][] => {
    if (value === undefined || value === null) return [];
    const key = prefix === '' ? name : `${prefix}[${name}]`;
    return typeof value === 'object' ? flatten(value, key) : [[key, String(value)]];
  });
}
