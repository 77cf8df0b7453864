import { AsyncLocalStorage } from 'node:async_hooks';
import {
  BrokenCircuitError,
  type BulkheadPolicy,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IPolicy,
  TaskCancelledError,
  wrap,
} from 'cockatiel';
import { isProviderOutage } from './provider-errors';
import type { Service } from './registry';

export type BreakerState = 'closed' | 'open' | 'half_open';
export type Limits = Pick<Service, 'timeoutMs' | 'breaker' | 'bulkhead'>;

/** A breaker's state as one process gives it to the next. */
export type BreakerSnapshot = { openedAtMs: number; breaker?: unknown };

/**
 * The limits around one service, from the outside in: bulkhead, breaker, timeout, attempt. The breaker counts
 * timeouts, but not our own full bulkhead.
 */
export class Breaker {
  private readonly places: BulkheadPolicy;
  private circuit: CircuitBreakerPolicy;
  private policy: IPolicy;
  private openedAtMs = 0;

  constructor(
    private readonly limits: Limits,
    private readonly onChange: (breaker: Breaker) => void = () => {},
  ) {
    this.places = bulkhead(limits.bulkhead.limit, limits.bulkhead.queue);
    this.circuit = this.makeCircuit();
    this.policy = this.makePolicy();
  }

  get state(): BreakerState {
    return stateOf(this.circuit.state);
  }

  /** Milliseconds until a call may test whether the service is back, 0 when it may now. */
  get waitMs(): number {
    if (this.state === 'closed') return 0;
    return Math.max(0, this.openedAtMs + this.limits.breaker.recoveryMs - Date.now());
  }

  /**
   * Runs `work` within the limits. While one call tests whether the service is back, the others fail at once.
   * @throws BrokenCircuitError, BulkheadRejectedError, TaskCancelledError (too slow), or what `work` throws
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.state === 'half_open') throw new BrokenCircuitError();
    // A call that ends starts the next one of the queue, which must not run under the ended call's request id.
    const asCaller = this.places.executionSlots > 0 ? work : AsyncLocalStorage.bind(work);
    return this.policy.execute(() => within(this.limits.timeoutMs, asCaller));
  }

  /** The calls of this process that run and that wait. */
  get load(): { max: number; inUse: number; waiting: number } {
    const { limit, queue } = this.limits.bulkhead;
    return {
      max: limit,
      inUse: limit - this.places.executionSlots,
      waiting: queue - this.places.queueSlots,
    };
  }

  snapshot(): BreakerSnapshot {
    return { openedAtMs: this.openedAtMs, breaker: this.circuit.toJSON() };
  }

  /** Whether a snapshot is newer than this breaker's own state. */
  isNews(snapshot: BreakerSnapshot): boolean {
    return this.state === 'closed' || snapshot.openedAtMs > this.openedAtMs;
  }

  /** Takes over the state that another process found: open, or closed again. */
  adopt(snapshot: BreakerSnapshot | null): void {
    this.openedAtMs = snapshot?.openedAtMs ?? 0;
    this.circuit = this.makeCircuit(snapshot?.breaker);
    this.policy = this.makePolicy();
  }

  private makeCircuit(initialState?: unknown): CircuitBreakerPolicy {
    const { failures, recoveryMs } = this.limits.breaker;
    const breaker = circuitBreaker(handleWhen(isOutage), {
      halfOpenAfter: recoveryMs,
      breaker: new ConsecutiveBreaker(failures),
      initialState,
    });
    breaker.onBreak(() => {
      this.openedAtMs = Date.now();
    });
    breaker.onStateChange(() => this.onChange(this));
    return breaker;
  }

  private makePolicy(): IPolicy {
    return wrap(this.places, this.circuit);
  }
}

/**
 * Gives up on work after a time and tells it by the signal. Cockatiel's own timeout aborts the signal after each call,
 * which makes an exception for every statement.
 */
async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const gaveUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TaskCancelledError(`Operation timed out after ${ms}ms`));
      late.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(late.signal), gaveUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** The failures that count against a breaker: the provider's, never the caller's. */
export const isOutage = (error: unknown): boolean =>
  isProviderOutage(error) || error instanceof TaskCancelledError;

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
