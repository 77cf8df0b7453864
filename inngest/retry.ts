import { NonRetriableError, RetryAfterError } from 'inngest';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { withRequestId } from '@/lib/core/request-id';

/**
 * Runs a verb as a job, or as one step of it, under its context's request id, and turns its error into Inngest's
 * retry policy: a service that is away names the time, an error that stays is not retried. A job of one verb has no
 * step, since Inngest would call it a second time.
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
