import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from 'cockatiel';
import { AppError, isAppError } from '@/lib/core/errors';
import { type Breaker, isOutage } from './breaker';
import { rememberFailure } from './last-failure';
import { type Outcome, recordCall } from './latency';
import { isProviderOutage } from './provider-errors';
import type { ServiceName } from './registry';
import { withRetry } from './retry';
import { breakerOf, mayProbe } from './shared-breakers';
import { inSpan } from './spans';

/** A read may repeat once within a request. Writes are repeated by the job that owns them. */
const READ_RETRY = { maxAttempts: 2, initialDelayMs: 100, base: 2, maxDelayMs: 250 };

/**
 * The one way to call a provider: timed, bounded, behind a breaker, with one attempt (two for `retryRead`). A
 * ProviderOutage of `fn` counts against the breaker; its other errors pass unchanged.
 * @throws AppError service_unavailable for an outage, a timeout, or, with no I/O made, an open breaker
 */
export async function call<T>(
  service: ServiceName,
  operation: string,
  fn: (signal: AbortSignal) => Promise<T>,
  options: { retryRead?: boolean } = {},
): Promise<T> {
  const attempt = () => inSpan(`${service}.${operation}`, () => callOnce(service, operation, fn));
  if (!options.retryRead) return attempt();
  return withRetry(READ_RETRY, attempt, {
    isTransient: (error) => isAppError(error, 'service_unavailable') && !isOpen(error.cause),
  });
}

async function callOnce<T>(
  service: ServiceName,
  operation: string,
  fn: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const breaker = breakerOf(service);
  const startedAt = performance.now();
  let outcome: Outcome = 'ok';
  try {
    if (breaker.state === 'open' && breaker.waitMs === 0 && !(await mayProbe(service))) {
      throw new BrokenCircuitError();
    }
    return await breaker.run(fn);
  } catch (error) {
    outcome = outcomeOf(error);
    if (outcome === 'failed') rememberFailure(service, error);
    throw unavailable(service, breaker, error) ?? error;
  } finally {
    recordCall(service, operation, outcome, performance.now() - startedAt);
  }
}

function outcomeOf(error: unknown): Outcome {
  if (isOpen(error)) return 'open';
  return isOutage(error) || error instanceof BulkheadRejectedError ? 'failed' : 'refused';
}

/** The caller's error when the service failed and not the request. The provider's own error is its cause. */
function unavailable(service: ServiceName, breaker: Breaker, error: unknown): AppError | undefined {
  const soon = Math.max(1, Math.ceil(breaker.waitMs / 1000));
  if (isOpen(error))
    return outage(`Circuit breaker is open: the ${service} service is failing.`, soon, error);
  if (error instanceof BulkheadRejectedError) return outage(`The ${service} service is too busy.`, 1, error);
  if (error instanceof TaskCancelledError) {
    return outage(`The ${service} service did not answer in time.`, soon, error);
  }
  if (isProviderOutage(error)) {
    return outage(`The ${service} service is not available.`, error.retryAfterSeconds ?? soon, error);
  }
  return undefined;
}

/** Whether an open breaker is the cause of the error, at any depth. */
export function isBreakerOpen(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (isOpen(cause)) return true;
  return false;
}

const isOpen = (error: unknown) => error instanceof BrokenCircuitError;

const outage = (message: string, retryAfterSeconds: number, cause: unknown) =>
  new AppError('service_unavailable', `${message} Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    cause,
  });
