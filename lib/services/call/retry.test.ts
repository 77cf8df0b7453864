import { describe, expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import { backoffMs, withRetry } from './retry';

const policies = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 8 }),
  initialDelayMs: fc.integer({ min: 1, max: 5_000 }),
  base: fc.double({ min: 1, max: 4, noNaN: true }),
  maxDelayMs: fc.integer({ min: 1, max: 60_000 }),
});
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** A clock that only remembers how long it was asked to sleep. */
function fakeClock() {
  const slept: number[] = [];
  return { slept, sleep: async (ms: number) => void slept.push(ms) };
}

class Passing extends Error {}
class Final extends Error {}
const isTransient = (error: unknown) => error instanceof Passing;

test('spec: test_service_retry_logic — a service that fails twice is tried three times and succeeds', async () => {
  const policy = { maxAttempts: 3, initialDelayMs: 100, base: 2, maxDelayMs: 1_000 };
  const { slept, sleep } = fakeClock();
  let attempts = 0;

  const result = await withRetry(
    policy,
    async () => {
      attempts += 1;
      if (attempts < 3) throw new Passing('Temporary failure');
      return 'Success';
    },
    { isTransient, sleep, random: () => 1 },
  );

  expect(result).toBe('Success');
  expect(attempts).toBe(3);
  expect(slept).toEqual([100, 200]);
});

describe('whatever the policy', () => {
  test('it never tries more often than allowed, and then throws the last error', async () => {
    await fc.assert(
      fc.asyncProperty(policies, async (policy) => {
        let attempts = 0;
        const work = async () => {
          attempts += 1;
          throw new Passing(String(attempts));
        };
        const { slept, sleep } = fakeClock();
        await expect(withRetry(policy, work, { isTransient, sleep })).rejects.toThrow(
          String(policy.maxAttempts),
        );
        expect(attempts).toBe(policy.maxAttempts);
        expect(slept).toHaveLength(policy.maxAttempts - 1);
      }),
    );
  });

  test('it never waits longer than the cap, not even when asked to', async () => {
    await fc.assert(
      fc.asyncProperty(
        policies,
        chance,
        fc.integer({ min: 0, max: 10 ** 7 }),
        async (policy, roll, asked) => {
          const { slept, sleep } = fakeClock();
          const work = () => Promise.reject(new Passing());
          const means = { isTransient, sleep, random: () => roll, retryAfterMs: () => asked };
          await expect(withRetry(policy, work, means)).rejects.toThrow();
          for (const ms of slept) {
            expect(ms).toBeLessThanOrEqual(policy.maxDelayMs);
            expect(ms).toBeGreaterThanOrEqual(Math.min(asked, policy.maxDelayMs));
          }
        },
      ),
    );
  });

  test('a final error is never tried again', async () => {
    await fc.assert(
      fc.asyncProperty(policies, fc.integer({ min: 1, max: 8 }), async (policy, finalAt) => {
        let attempts = 0;
        const work = async () => {
          attempts += 1;
          throw attempts === finalAt ? new Final() : new Passing();
        };
        const { sleep } = fakeClock();
        await expect(withRetry(policy, work, { isTransient, sleep })).rejects.toThrow();
        expect(attempts).toBe(Math.min(finalAt, policy.maxAttempts));
      }),
    );
  });

  test('the jitter is full: anything from nothing up to the exponential step', () => {
    fc.assert(
      fc.property(policies, chance, fc.integer({ min: 1, max: 20 }), (policy, roll, attempt) => {
        const step = Math.min(policy.maxDelayMs, policy.initialDelayMs * policy.base ** (attempt - 1));
        expect(backoffMs(policy, attempt, () => roll)).toBeCloseTo(roll * step, 6);
      }),
    );
  });
});
