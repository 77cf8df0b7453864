import {
  type BulkheadPolicy,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { ProviderOutage } from './provider-errors';
import type { Service } from './registry';

export type BreakerState = 'closed' | 'open' | 'half_open';
export type Limits = Pick<Service, 'timeoutMs' | 'breaker' | 'bulkhead'>;

/** What stands between Pista and one service in this process. */
export type Guard = {
  policy: IPolicy;
  bulkhead: BulkheadPolicy;
  state: () => BreakerState;
  /** Milliseconds until the breaker lets a call through; 0 when it does now. */
  opensInMs: () => number;
};

/**
 * Bulkhead, breaker, timeout, attempt, from the outside in. The timeout stands inside the breaker, which must
 * count it; the bulkhead outside, since our own crowding is no fault of the provider. Its queue is never longer
 * than a few times its width, so that waiting stays bounded by the same timeout.
 */
export function createGuard(limits: Limits, onChange?: (state: BreakerState) => void): Guard {
  let openedAt = 0;
  const breaker = circuitBreaker(handleWhen(isOutage), {
    halfOpenAfter: limits.breaker.recoveryMs,
    breaker: new ConsecutiveBreaker(limits.breaker.failures),
  });
  breaker.onBreak(() => {
    openedAt = Date.now();
  });
  const state = () => stateOf(breaker.state);
  breaker.onStateChange(() => onChange?.(state()));
  const places = bulkhead(limits.bulkhead.limit, limits.bulkhead.queue);
  return {
    policy: wrap(places, breaker, timeout(limits.timeoutMs, TimeoutStrategy.Aggressive)),
    bulkhead: places,
    state,
    opensInMs: () =>
      state() === 'closed' ? 0 : Math.max(0, openedAt + limits.breaker.recoveryMs - Date.now()),
  };
}

/** What counts against a breaker: the provider's faults, never the caller's. */
export const isOutage = (error: unknown): boolean =>
  error instanceof ProviderOutage || error instanceof TaskCancelledError;

function stateOf(state: CircuitState): BreakerState {
  switch (state) {
    case CircuitState.Closed:
      return 'closed';
    case CircuitState.HalfOpen:
      return 'half_open';
    case CircuitState.Open:
    case CircuitState.Isolated:
      return 'open';
  }
}
