/** How often and how patiently to try again. */
export type RetryPolicy = {
  /** Tries in all, the first included. */
  maxAttempts: number;
  initialDelayMs: number;
  base: number;
  /** The longest wait, even when the provider asks for more. */
  maxDelayMs: number;
};

type Means = {
  /** Whether the error may pass. A final one is thrown at once. */
  isTransient: (error: unknown) => boolean;
  /** The wait that the provider asked for, in milliseconds, which is the shortest wait. */
  retryAfterMs?: (error: unknown) => number | undefined;
  sleep?: (ms: number) => Promise<unknown>;
  random?: () => number;
};

/**
 * Full jitter (Brooker, "Exponential Backoff And Jitter", AWS 2015): a random wait up to the exponential step, so
 * that callers do not return together. `attempt` counts from 1.
 */
export function backoffMs(policy: RetryPolicy, attempt: number, random: () => number = Math.random): number {
  const step = policy.initialDelayMs * policy.base ** (attempt - 1);
  return random() * Math.min(policy.maxDelayMs, step);
}

/** Runs `work` until it succeeds, fails for good, or was tried `maxAttempts` times. Throws the last error. */
export async function withRetry<T>(policy: RetryPolicy, work: () => Promise<T>, means: Means): Promise<T> {
  const { isTransient, retryAfterMs, sleep = wait, random = Math.random } = means;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= policy.maxAttempts || !isTransient(error)) throw error;
      const asked = retryAfterMs?.(error) ?? 0;
      await sleep(Math.min(policy.maxDelayMs, Math.max(asked, backoffMs(policy, attempt, random))));
    }
  }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
