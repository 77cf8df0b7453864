import { NonRetriableError, RetryAfterError } from 'inngest';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { withRequestId } from '@/lib/core/request-id';

/**
 * Runs a verb as a job, or as one step of it, under the request's id of its context, and tells Inngest what its error
 * means: a service that is away says when to come back, what can never work is not tried again, anything else takes
 * Inngest's own pace. A job that an event starts for one verb has no step: Inngest would call it a second time only to hear that it is
 * done, which doubles the calls of a busy hour.
 */
export const retrying = <T>(ctx: Context, verb: (ctx: Context) => Promise<T>): Promise<T> =>
  withRequestId(ctx.requestId, () => verb(ctx).catch(rethrow));

function rethrow(error: unknown): never {
  if (isAppError(error, 'service_unavailable', 'payment_service_unavailable', 'rate_limited')) {
    throw new RetryAfterError(error.message, (error.retryAfterSeconds ?? 5) * 1000, { cause: error });
  }
  if (isAppError(error)) throw new NonRetriableError(error.message, { cause: error });
  throw error;
}
