import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { useSandbox } from '@/test/sandbox';
import { limitRate, type RatePolicy, uncountRate } from './rate-limit';

const sandbox = useSandbox({ providers: ['redis'] });
const redisIs = (state: 'start' | 'kill') =>
  fetch(`${sandbox().urls.redis}/_control/${state}`, { method: 'POST' });

/** A minute of the hour in which no rate window is about to end. */
const AMID_ALL_WINDOWS_MS = 2_250_000;

beforeEach(() => {
  const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
  vi.useFakeTimers({ toFake: ['Date'], now: hour + AMID_ALL_WINDOWS_MS });
});
afterEach(async () => {
  vi.useRealTimers();
  await redisIs('start');
  resetBreakers();
});

/** How many of so many uses at once are let through. */
async function allowed(policy: RatePolicy, who: string, uses: number): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: uses }, () => limitRate(policy, who)));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

it('lets exactly as many through as the policy says, counting all processes together', async () => {
  expect(await allowed('signIn', 'ana', 12)).toBe(5);
  // Another process has a memory of its own and the same Redis.
  Reflect.deleteProperty(globalThis, 'pistaRates');
  expect(await allowed('signIn', 'ana', 1)).toBe(0);
  expect(await allowed('signIn', 'eva', 1)).toBe(1);
});

it('takes back a use, with Redis and without', async () => {
  for (const who of ['isa', 'ira']) {
    expect(await allowed('failedSignIns', who, 20)).toBe(20);
    await uncountRate('failedSignIns', who);
    expect(await allowed('failedSignIns', who, 3)).toBe(1);
    await redisIs('kill');
  }
});

it('says how long to wait', async () => {
  await allowed('linksAsked', 'ana', 3);
  const refusal = await limitRate('linksAsked', 'ana').catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'rate_limited', status: 429 });
  expect(refusal).toHaveProperty(
    'retryAfterSeconds',
    expect.toSatisfy((seconds) => seconds > 0 && seconds <= 3_600),
  );
});

it('without Redis counts sign-ins and writes by itself and lets reading go on', async () => {
  await redisIs('kill');
  expect(await allowed('signIn', 'ida', 12)).toBe(5);
  expect(await allowed('write', 'ida', 70)).toBe(60);
  expect(await allowed('read', 'ida', 400)).toBe(400);
});

it('lets nobody begin anew when Redis stops answering halfway', async () => {
  expect(await allowed('signIn', 'eli', 3)).toBe(3);
  await redisIs('kill');
  expect(await allowed('signIn', 'eli', 6)).toBe(2);
});

it('counts nameless readers without asking Redis', async () => {
  await redisIs('kill');
  expect(await allowed('anonymous', '203.0.113.7', 700)).toBe(600);
});
