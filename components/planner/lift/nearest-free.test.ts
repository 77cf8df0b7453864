import { expect, test } from 'vitest';
import { nearestFree } from './nearest-free';

const starts = { step: 6, opensAt: 1 };
const near = (
  wanted: { courtId: number; at: number; len: number },
  gaps: { courtId: number; at: number; len: number }[],
) => nearestFree(wanted, gaps, [1, 2, 3, 4], starts);

test('the nearest in time come first, then those of the nearer court, three at most', () => {
  const wanted = { courtId: 2, at: 61, len: 18 };
  const all = [
    { courtId: 4, at: 1, len: 180 },
    { courtId: 1, at: 1, len: 180 },
    { courtId: 2, at: 79, len: 60 },
    { courtId: 3, at: 100, len: 40 },
  ];
  expect(near(wanted, all)).toEqual([
    { courtId: 1, at: 61, len: 18 },
    { courtId: 4, at: 61, len: 18 },
    { courtId: 2, at: 79, len: 18 },
  ]);
});

test('a gap offers the nearest start at which it is long enough', () => {
  const wanted = { courtId: 1, at: 61, len: 18 };
  expect(near(wanted, [{ courtId: 1, at: 20, len: 40 }])).toEqual([{ courtId: 1, at: 37, len: 18 }]);
  expect(near(wanted, [{ courtId: 1, at: 64, len: 40 }])).toEqual([{ courtId: 1, at: 67, len: 18 }]);
  expect(near(wanted, [{ courtId: 1, at: 64, len: 17 }])).toEqual([]);
  expect(near(wanted, [{ courtId: 1, at: 64, len: 18 }])).toEqual([]);
});
