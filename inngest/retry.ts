import { NonRetriableError, RetryAfterError } from 'inngest';
import { isAppError } from '@/lib/errors';

/**
 * Runs a verb inside a step and tells Inngest what its error means: a service that is away says when to come back,
 * what can never work is not tried again, anything else takes Inngest's own pace.
 */
export async function retrying<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    if (isAppError(error, 'service_unavailable', 'payment_service_unavailable', 'rate_limited')) {
      throw new RetryAfterError(error.message, (error.retryAfterSeconds ?? 5) * 1000, { cause: error });
    }
    if (isAppError(error)) throw new NonRetriableError(error.message, { cause: error });
    throw error;
  }
}
