import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError } from '@/lib/core/errors';
import { type Fault, faultSchema } from '@/sandbox/faults';
import { type Running, serve } from '@/sandbox/serve';
import { call } from './call';
import { latencyByOperation } from './latency';
import { ProviderOutage, ProviderRefusal, retryAfterSeconds } from './provider-errors';
import { getService } from './registry';
import { breakerOf, resetBreakers } from './shared-breakers';

let provider: Running;
let requests = 0;

beforeAll(async () => {
  provider = await serve(() => {
    requests += 1;
    return { body: { ok: true } };
  }, 0);
});
afterAll(() => provider.close());
afterEach(() => {
  vi.useRealTimers();
  provider.faults.clear();
  requests = 0;
  resetBreakers();
});

const fail = (fault: Partial<Fault> & Pick<Fault, 'mode'>) => provider.faults.add(faultSchema.parse(fault));

/** The shortest adapter. 5xx and 429 are the provider's fault, other 4xx the caller's. */
const ask = (options?: { retryRead?: boolean }) =>
  call(
    'directory',
    'ask',
    async (signal) => {
      const response = await fetch(provider.url, { signal }).catch((cause: unknown) => {
        throw new ProviderOutage('no answer', { cause });
      });
      const { status } = response;
      if (status === 429 || status >= 500) {
        throw new ProviderOutage(`${status}`, {
          retryAfterSeconds: retryAfterSeconds(response.headers.get('retry-after')),
        });
      }
      if (status >= 400) throw new ProviderRefusal('directory', 'no', { status, code: 'no' });
      return response.json();
    },
    options,
  );

const { failures, recoveryMs } = getService('directory').breaker;

async function openTheBreaker() {
  fail({ mode: 'status', status: 500 });
  for (let call = 0; call < failures; call += 1) await ask().catch(() => {});
  provider.faults.clear();
}

/** Only the breaker's clock is moved; the network keeps real time. */
function later(ms: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe('spec: test_service_circuit_breaker', () => {
  test('three failures in a row open it; further calls fail at once and reach nobody', async () => {
    later(0);
    fail({ mode: 'status', status: 500, times: 3 });
    for (let call = 0; call < 3; call += 1) {
      await expect(ask()).rejects.toMatchObject({ code: 'service_unavailable' });
    }
    expect(breakerOf('directory').state).toBe('open');

    const refused = await ask().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({
      code: 'service_unavailable',
      status: 503,
      retryAfterSeconds: recoveryMs / 1000,
      message: expect.stringContaining('Circuit breaker is open'),
    });
    expect(requests).toBe(0);
  });

  test('after the recovery time one call tests the service and closes it again', async () => {
    await openTheBreaker();
    later(recoveryMs);
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(breakerOf('directory').state).toBe('closed');
  });

  test('a failed test opens it for another recovery time', async () => {
    await openTheBreaker();
    later(recoveryMs);
    fail({ mode: 'status', status: 500, times: 1 });
    await expect(ask()).rejects.toThrow('not available');
    await expect(ask()).rejects.toThrow('Circuit breaker is open');
    expect(breakerOf('directory').waitMs).toBe(recoveryMs);
  });

  test('while one call tests, the others are refused instead of kept waiting', async () => {
    await openTheBreaker();
    later(recoveryMs);
    fail({ mode: 'delay', delay_ms: 4_000, times: 1 });
    const heard: string[] = [];
    const note = (outcome: string) => () => void heard.push(outcome);
    const all = [1, 2, 3].map(() => ask().then(note('answered'), note('refused')));
    await expect.poll(() => heard).toEqual(['refused', 'refused']);
    provider.faults.clear();
    await Promise.all(all);
    expect(heard).toEqual(['refused', 'refused', 'answered']);
    expect(requests).toBe(1);
  });
});

describe('what counts as an outage', () => {
  test.each(['refuse', 'cut'] as const)('a line that is cut (%s)', async (mode) => {
    fail({ mode });
    await expect(ask()).rejects.toMatchObject({ code: 'service_unavailable' });
  });

  test('too many requests, whose Retry-After is handed on', async () => {
    fail({ mode: 'status', status: 429, retry_after: 17 });
    await expect(ask()).rejects.toMatchObject({ code: 'service_unavailable', retryAfterSeconds: 17 });
  });

  test('no answer in time, upon which the request is given up', async () => {
    fail({ mode: 'hang' });
    let given: AbortSignal | undefined;
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const hung = call('directory', 'hang', (signal) => {
      given = signal;
      return fetch(provider.url, { signal });
    }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(getService('directory').timeoutMs);
    expect(await hung).toMatchObject({
      code: 'service_unavailable',
      message: expect.stringContaining('did not answer in time'),
    });
    expect(given?.aborted).toBe(true);
  });

  test('the caller’s own mistakes pass as they are and never open the breaker', async () => {
    fail({ mode: 'status', status: 402 });
    for (let call = 0; call < failures * 3; call += 1) {
      await expect(ask()).rejects.toBeInstanceOf(ProviderRefusal);
    }
    expect(breakerOf('directory').state).toBe('closed');
  });

  test('a bug of ours passes as it is', async () => {
    const bug = new TypeError('undefined is not a function');
    await expect(call('directory', 'bug', () => Promise.reject(bug))).rejects.toBe(bug);
  });
});

describe('retrying', () => {
  test('a read in a request is tried once more', async () => {
    fail({ mode: 'status', status: 500, times: 1 });
    await expect(ask({ retryRead: true })).resolves.toEqual({ ok: true });
    expect(requests).toBe(1);
  });

  test('nothing else is tried again', async () => {
    fail({ mode: 'status', status: 500, times: 1 });
    await expect(ask()).rejects.toThrow();
    expect(requests).toBe(0);
  });

  test('an open breaker is not knocked at twice', async () => {
    await openTheBreaker();
    const before = latencyByOperation('directory').ask?.count;
    await expect(ask({ retryRead: true })).rejects.toThrow('Circuit breaker is open');
    expect(latencyByOperation('directory').ask?.count).toBe(before);
  });
});

test('more calls at once than there are places and seats are refused, without blaming the provider', async () => {
  const { limit, queue } = getService('directory').bulkhead;
  fail({ mode: 'delay', delay_ms: 20 });
  const all = await Promise.allSettled(Array.from({ length: limit + queue + 3 }, () => ask()));
  const refused = all.filter((outcome) => outcome.status === 'rejected');
  expect(refused).toHaveLength(3);
  expect(refused[0]?.reason).toMatchObject({ message: expect.stringContaining('too busy') });
  expect(breakerOf('directory').state).toBe('closed');
});

test('Retry-After is read as seconds or as a date, and capped at an hour', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  expect(retryAfterSeconds('7', now)).toBe(7);
  expect(retryAfterSeconds('Mon, 23 Nov 2026 10:00:30 GMT', now)).toBe(30);
  expect(retryAfterSeconds('Mon, 23 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('999999', now)).toBe(3600);
  expect(retryAfterSeconds('soon', now)).toBeUndefined();
  expect(retryAfterSeconds(null, now)).toBeUndefined();
});
