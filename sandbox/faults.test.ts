import { expect, test } from 'vitest';
import { Faults, faultSchema } from './faults';
import { serve } from './serve';

test('a fault of first requests hits each path once and lets whoever tries again through', () => {
  const faults = new Faults();
  faults.add(faultSchema.parse({ mode: 'status', path: '/intents/', first: 1 }));
  const paths = ['/intents/1', '/intents/2', '/intents/1', '/refunds/1', '/intents/2'];
  const hit = paths.map((path) => faults.take('GET', path) !== undefined);
  expect(hit).toEqual([true, true, false, false, false]);
});

test('a share of first requests that was let through is not hit later either', () => {
  const draws = [0.9, 0.1];
  const faults = new Faults(() => draws.shift() ?? 0);
  faults.add(faultSchema.parse({ mode: 'status', rate: 0.3, first: 2 }));
  const hit = ['/1', '/2', '/1', '/2', '/2'].map((path) => faults.take('GET', path) !== undefined);
  expect(hit).toEqual([false, true, false, true, false]);
});

test('what is late is done all the same, and every request is counted beside those that were hit', async () => {
  let done = 0;
  const provider = await serve(() => {
    done += 1;
    return { body: { done } };
  }, 0);
  const late = { mode: 'late', delay_ms: 2_000, times: 1 };
  await fetch(`${provider.url}/_faults`, { method: 'POST', body: JSON.stringify(late) });
  await expect(fetch(provider.url, { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
  expect(await (await fetch(provider.url)).json()).toEqual({ done: 2 });
  expect(await (await fetch(`${provider.url}/_faults`)).json()).toMatchObject({ requests: 2, hits: 1 });
  await provider.close();
});
