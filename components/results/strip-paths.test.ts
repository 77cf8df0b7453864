import { expect, test } from 'vitest';
import { stripPaths } from './strip-paths';

const halves = (...shares: (number | null)[]) => shares.map((freeShare) => ({ freeShare }));

test('half hours of which as much is taken are one path, and neighbours one stroke of it', () => {
  expect(stripPaths(halves(1, 0.5, 0.5, 1, 0.5, 0))).toEqual({
    cells: 6,
    open: 'M0 .5h6',
    taken: [
      { percent: 50, path: 'M1 .5h2M4 .5h1' },
      { percent: 100, path: 'M5 .5h1' },
    ],
  });
});

test('a closed half hour is in no path, and parts those beside it', () => {
  expect(stripPaths(halves(null, 1, null, 1, null))).toEqual({
    cells: 5,
    open: 'M1 .5h1M3 .5h1',
    taken: [],
  });
  expect(stripPaths(halves(null, null))).toEqual({ cells: 2, open: '', taken: [] });
});
