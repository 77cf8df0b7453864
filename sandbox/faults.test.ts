import { expect, test } from 'vitest';
import { Faults, faultSchema } from './faults';

test('a fault of first requests hits each path once and lets whoever tries again through', () => {
  const faults = new Faults();
  faults.add(faultSchema.parse({ mode: 'status', path: '/intents/', first: true }));
  const paths = ['/intents/1', '/intents/2', '/intents/1', '/refunds/1', '/intents/2'];
  const hit = paths.map((path) => faults.take('GET', path) !== undefined);
  expect(hit).toEqual([true, true, false, false, false]);
});

test('a share of first requests that was let through is not hit later either', () => {
  const draws = [0.9, 0.1];
  const faults = new Faults(() => draws.shift() ?? 0);
  faults.add(faultSchema.parse({ mode: 'status', rate: 0.3, first: true }));
  const hit = ['/1', '/2', '/1', '/2'].map((path) => faults.take('GET', path) !== undefined);
  expect(hit).toEqual([false, true, false, false]);
});
