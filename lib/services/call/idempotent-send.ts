import { AppError } from '@/lib/core/errors';

/**
 * A failure that Stripe stores under an idempotency key and repeats for a day
 * (docs.stripe.com/api/idempotent_requests). It is old, so the breaker does not count it.
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

/** How many keys are tried. Each further one needs another failure in the middle of Stripe's work. */
const MAX_KEYS = 5;

/**
 * Sends a write to Stripe under a key of ours. When Stripe repeats a stored failure, it takes what `find` finds of
 * the failed request, or sends again under a key made of that failure.
 * @throws StoredFailure (service_unavailable) when all keys have failed, and what `send` and `find` throw
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
