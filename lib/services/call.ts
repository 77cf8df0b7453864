import { BrokenCircuitError, BulkheadRejectedError, TaskCancelledError } from 'cockatiel';
import { AppError, isAppError } from '@/lib/errors';
import { createGuard, type Guard, isOutage } from './guard';
import { type Outcome, recordCall } from './latency';
import { ProviderOutage } from './provider-errors';
import { getService, type ServiceName } from './registry';
import { withRetry } from './retry';

/** A read may repeat once within a request; writes are repeated by the job that owns them. */
const READ_RETRY = { maxAttempts: 2, initialDelayMs: 100, base: 2, maxDelayMs: 250 };

// Next evaluates this module once per bundle; one process must still hold one breaker per service.
const shared = globalThis as typeof globalThis & { pistaGuards?: Map<ServiceName, Guard> };

/** The guard of a service in this process. */
export function guardOf(service: ServiceName): Guard {
  shared.pistaGuards ??= new Map();
  const guard = shared.pistaGuards.get(service) ?? createGuard(getService(service));
  shared.pistaGuards.set(service, guard);
  return guard;
}

/**
 * The one door to the outside: timed, bounded, behind a breaker, one attempt (two for `retryRead`).
 * `fn` says what it met: a ProviderOutage counts against the breaker, anything else it throws passes as it is.
 * @throws AppError service_unavailable for an outage, a timeout, or, with no I/O made, an open breaker
 */
export async function call<T>(
  service: ServiceName,
  operation: string,
  fn: (signal: AbortSignal) => Promise<T>,
  options: { retryRead?: boolean } = {},
): Promise<T> {
  const attempt = () => callOnce(service, operation, fn);
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
  const guard = guardOf(service);
  const startedAt = performance.now();
  let outcome: Outcome = 'ok';
  try {
    return await runGuarded(guard, fn);
  } catch (error) {
    outcome = outcomeOf(error);
    throw unavailable(service, guard, error) ?? error;
  } finally {
    recordCall(service, operation, outcome, performance.now() - startedAt);
  }
}

/** Runs `fn` behind a guard. While another call tests whether the service is back, this one does not wait for it. */
export async function runGuarded<T>(guard: Guard, fn: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (guard.state() === 'half_open') throw new BrokenCircuitError();
  return guard.policy.execute(({ signal }) => fn(signal));
}

function outcomeOf(error: unknown): Outcome {
  if (isOpen(error)) return 'open';
  return isOutage(error) || error instanceof BulkheadRejectedError ? 'failed' : 'refused';
}

/** The error for the caller when the service, and not the request, is what failed; what it said is in the cause. */
function unavailable(service: ServiceName, guard: Guard, error: unknown): AppError | undefined {
  const soon = Math.max(1, Math.ceil(guard.opensInMs() / 1000));
  if (isOpen(error))
    return outage(`Circuit breaker is open: the ${service} service is failing.`, soon, error);
  if (error instanceof BulkheadRejectedError) return outage(`The ${service} service is too busy.`, 1, error);
  if (error instanceof TaskCancelledError) {
    return outage(`The ${service} service did not answer in time.`, soon, error);
  }
  if (error instanceof ProviderOutage) {
    return outage(`The ${service} service is not available.`, error.retryAfterSeconds ?? soon, error);
  }
  return undefined;
}

const isOpen = (error: unknown) => error instanceof BrokenCircuitError;

const outage = (message: string, retryAfterSeconds: number, cause: unknown) =>
  new AppError('service_unavailable', `${message} Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    cause,
  });
