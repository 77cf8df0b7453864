import type { PaymentIntent, SetupIntent } from './objects';
import { type Caller, visibleIntent } from './visible-intent';

export type FailureType =
  | 'api_error'
  | 'card_error'
  | 'idempotency_error'
  | 'invalid_request_error'
  | 'rate_limit_error';

type Details = {
  code?: string | undefined;
  param?: string | undefined;
  intent?: PaymentIntent | SetupIntent;
  /** Further members of the error object. */
  extra?: Record<string, unknown>;
};

/** An error as Stripe answers it: `{"error": {"type", "code", "message", "param", "doc_url", …}}`. */
export class StripeFailure extends Error {
  override name = 'StripeFailure';
  constructor(
    readonly status: number,
    readonly type: FailureType,
    message: string,
    private readonly details: Details = {},
  ) {
    super(message);
  }

  body(requestId: string, caller: Caller): { error: Record<string, unknown> } {
    const { code, param, intent, extra } = this.details;
    return {
      error: {
        ...(code === undefined ? {} : { code, doc_url: docUrl(code) }),
        message: this.message,
        ...(param === undefined ? {} : { param }),
        ...(intent === undefined ? {} : { [intent.object]: visibleIntent(caller, intent) }),
        request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
        type: this.type,
        ...extra,
      },
    };
  }
}

export const docUrl = (code: string) => `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;

export const invalidRequest = (message: string, details: Details = {}) =>
  new StripeFailure(400, 'invalid_request_error', message, details);

/** A missing object is 404 when the path names it (`param` is `id`) and 400 when a parameter does. */
export const noSuch = (what: string, id: string, param: string) =>
  new StripeFailure(param === 'id' ? 404 : 400, 'invalid_request_error', `No such ${what}: '${id}'`, {
    code: 'resource_missing',
    param,
  });
