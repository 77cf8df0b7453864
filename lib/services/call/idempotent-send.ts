import { AppError } from '@/lib/core/errors';

/**
 * A failure that Stripe keeps under an idempotency key and repeats for a day
 * (docs.stripe.com/api/idempotent_requests). It tells of a moment that is past, so the breaker does not hear of it.
 */
export class StoredFailure extends AppError {
  constructor(
    /** The id of the request that failed. */
    readonly originalRequest: string,
    cause: unknown,
  ) {
    super('service_unavailable', 'Stripe repeats a failure that it keeps under this key.', {
      cause,
      retryAfterSeconds: 60,
    });
  }
}

/** Each further key costs one more failure of Stripe in the middle of its work. */
const MAX_KEYS = 5;

/**
 * Sends a write to Stripe under a key of ours. Where Stripe only repeats a failure that it keeps under the key, what
 * that request may have made after all is taken when `find` finds it; else the write is sent under a key that names the
 * request that failed, so that all who meet the same failure send the same.
 * @throws StoredFailure (service_unavailable) when that many keys have failed, and what `send` and `find` throw
 */
export async function sendUnderKey<T>(
  key: string,
  send: (key: string) => Promise<T>,
  find: () => Promise<T | undefined> = async () => undefined,
): Promise<T> {
  let fresh = key;
  for (let keys = 1; ; keys += 1) {
    try {
      return await send(fresh);
    } catch (error) {
      if (!(error instanceof StoredFailure) || keys === MAX_KEYS) throw error;
      const made = await find();
      if (made !== undefined) return made;
      fresh = `${key}:after:${error.originalRequest}`;
    }
  }
}
