import { AppError } from '@/lib/core/errors';
import { StoredFailure } from '@/lib/services/call/idempotent-send';
import { ProviderOutage, ProviderRefusal, retryAfterSeconds } from '@/lib/services/call/provider-errors';

/** The SDK's account of a failed request (docs.stripe.com/api/errors). Without an answer it has no status. */
type StripeError = {
  type: string;
  message: string;
  statusCode?: number | undefined;
  code?: string | undefined;
  decline_code?: string | undefined;
  param?: string | undefined;
  headers?: Record<string, string> | undefined;
};

/** Status codes that are not the caller's fault: a refused key and too many requests. */
const OURS = [401, 403, 429];

/**
 * Whether Stripe failed, refused for good, repeats an old failure, or is still busy with the same idempotency key
 * (409).
 */
export function meaningOf(error: StripeError): Error {
  const { type, message, statusCode = 0, code = type, decline_code, param, headers } = error;
  if (statusCode === 409) {
    return new AppError('service_unavailable', 'The same payment request is still being worked on.', {
      cause: error,
      retryAfterSeconds: 1,
    });
  }
  const final = statusCode >= 400 && statusCode < 500 && !OURS.includes(statusCode) && code !== 'rate_limit';
  if (final) {
    const details = { declineCode: decline_code || null, param: param || null };
    return new ProviderRefusal('payment', message, { status: statusCode, code, ...details });
  }
  const originalRequest = headers?.['original-request'];
  if (statusCode >= 500 && headers?.['idempotent-replayed'] === 'true' && originalRequest) {
    return new StoredFailure(originalRequest, error);
  }
  return new ProviderOutage(`Stripe: ${message}`, {
    cause: error,
    retryAfterSeconds: retryAfterSeconds(headers?.['retry-after']),
    refusesKey: statusCode === 401 || statusCode === 403,
  });
}
