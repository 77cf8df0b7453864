import { expect, test } from 'vitest';
import { freeGaps } from './free-gaps';

const range = (startsAt: number, endsAt: number) => ({ startsAt, endsAt });

test('an empty day is one gap in each window', () => {
  expect(freeGaps([range(8, 14), range(16, 23)], [])).toEqual([range(8, 14), range(16, 23)]);
});

test('what is taken parts a window, in whatever order it comes', () => {
  expect(freeGaps([range(8, 14)], [range(12, 13), range(9, 10)])).toEqual([
    range(8, 9),
    range(10, 12),
    range(13, 14),
  ]);
});

test('games that touch or overlap leave nothing between them', () => {
  expect(freeGaps([range(8, 12)], [range(8, 10), range(9, 11), range(11, 12)])).toEqual([]);
});

test('what reaches over the edges of a window takes its part alone', () => {
  expect(freeGaps([range(8, 12), range(14, 20)], [range(6, 9), range(11, 15)])).toEqual([
    range(9, 11),
    range(15, 20),
  ]);
});
