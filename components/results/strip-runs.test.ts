import { expect, test } from 'vitest';
import { stripRuns } from './strip-runs';

const halves = (...shares: (number | null)[]) => shares.map((freeShare) => ({ freeShare }));

test('half hours that look the same are drawn as one stretch', () => {
  expect(stripRuns(halves(1, 1, 0.5, 0.5, 1))).toEqual([
    { start: 0, length: 2, freeShare: 1 },
    { start: 2, length: 2, freeShare: 0.5 },
    { start: 4, length: 1, freeShare: 1 },
  ]);
});

test('a closed half hour is no stretch, free or taken, and parts those beside it', () => {
  expect(stripRuns(halves(null, 1, null, 1, null))).toEqual([
    { start: 1, length: 1, freeShare: 1 },
    { start: 3, length: 1, freeShare: 1 },
  ]);
  expect(stripRuns(halves(null, null))).toEqual([]);
});
