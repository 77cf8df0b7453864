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
  const late = { mode: 'late', delay_ms: 60_000, times: 1 };
  await fetch(`${provider.url}/_faults`, { method: 'POST', body: JSON.stringify(late) });
  const impatient = new AbortController();
  const first = fetch(provider.url, { signal: impatient.signal });
  await expect.poll(() => done).toBe(1);
  impatient.abort();
  await expect(first).rejects.toThrow('aborted');
  expect(await (await fetch(provider.url)).json()).toEqual({ done: 2 });
  expect(await (await fetch(`${provider.url}/_faults`)).json()).toMatchObject({ requests: 2, hits: 1 });
  await provider.close();
});

test('what is held up goes on when the faults are cleared', async () => {
  const provider = await serve(() => ({ body: { done: true } }), 0);
  provider.faults.add(faultSchema.parse({ mode: 'delay', delay_ms: 600_000, times: 1 }));
  const held = fetch(provider.url);
  await expect.poll(() => provider.faults.hits).toBe(1);
  provider.faults.clear();
  expect(await (await held).json()).toEqual({ done: true });
  await provider.close();
});
