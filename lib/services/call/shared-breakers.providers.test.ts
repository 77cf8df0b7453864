import { beforeEach, describe, expect, test, vi } from 'vitest';
import { redis } from '@/lib/services/redis/redis';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { call } from './call';
import { ProviderOutage } from './provider-errors';
import { getService } from './registry';
import { breakerOf, mayProbe, refreshBreakers, resetBreakers } from './shared-breakers';

const sandbox = useSandbox({ providers: ['redis'] });
const { failures, recoveryMs } = getService('email').breaker;

/** Another process: the same Redis and an empty memory. */
async function asAnotherProcess() {
  resetBreakers();
  await refreshBreakers();
}

const outage = () => call('email', 'send', () => Promise.reject(new ProviderOutage('down')));
const success = () => call('email', 'send', async () => 'sent');

async function openTheBreaker() {
  for (let call = 0; call < failures; call += 1) await outage().catch(() => {});
}

const isShared = async () => (await redis().exists('breaker:email')) === 1;

beforeEach(async () => {
  vi.useRealTimers();
  await clearFaults(sandbox());
  await redis().flushdb();
  resetBreakers();
});

describe('a breaker is shared by all processes', () => {
  test('what one opened is open in the others', async () => {
    await openTheBreaker();
    await expect.poll(isShared).toBe(true);
    await asAnotherProcess();
    expect(breakerOf('email').state).toBe('open');
    await expect(success()).rejects.toThrow('Circuit breaker is open');
  });

  test('what one closed is closed in the others', async () => {
    await openTheBreaker();
    await expect.poll(isShared).toBe(true);
    await refreshBreakers();
    await redis().del('breaker:email');
    await refreshBreakers();
    expect(breakerOf('email').state).toBe('closed');
    await expect(success()).resolves.toBe('sent');
  });

  test('a process that takes one over tests it when its time has come, and tells the others', async () => {
    await openTheBreaker();
    await expect.poll(isShared).toBe(true);
    await asAnotherProcess();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + recoveryMs });
    await expect(success()).resolves.toBe('sent');
    await expect.poll(isShared).toBe(false);
  });

  test('of all processes one tests at a time', async () => {
    expect(await mayProbe('email')).toBe(true);
    expect(await mayProbe('email')).toBe(false);
    expect(await mayProbe('sms')).toBe(true);
  });
});

describe('without Redis', () => {
  test('each process keeps its own breakers and tests for itself', async () => {
    await addFault(sandbox(), 'redis', { mode: 'refuse' });
    await openTheBreaker();
    expect(breakerOf('email').state).toBe('open');
    expect(await mayProbe('email')).toBe(true);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + recoveryMs });
    await expect(success()).resolves.toBe('sent');
    expect(breakerOf('email').state).toBe('closed');
  });
});

test.each([
  ['no object', 'open'],
  ['no moment', { openedAtMs: 'yesterday' }],
  ['no state', { openedAtMs: 1, breaker: {} }],
  ['another state', { openedAtMs: 1, breaker: { ownState: { value: 3 }, breakerState: 5 } }],
])('what Redis holds is not trusted blindly (%s)', async (_, garbage) => {
  await redis().set('breaker:email', garbage);
  await refreshBreakers();
  expect(breakerOf('email').state).toBe('closed');
  await expect(success()).resolves.toBe('sent');
});
