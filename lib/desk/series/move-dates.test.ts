import { describe, expect, test } from 'vitest';
import { moveDates } from './move-dates';

const moved = (dates: readonly string[], from: readonly number[], to: readonly number[]) => [
  ...moveDates(dates, from, to).values(),
];

describe('dates of a series whose weekdays change', () => {
  test('stay in their weeks', () => {
    expect(moved(['2026-12-01', '2026-12-08'], [2], [4])).toEqual(['2026-12-03', '2026-12-10']);
    expect(moved(['2026-12-06'], [7], [1])).toEqual(['2026-11-30']);
    expect(moved(['2028-02-29'], [2], [3])).toEqual(['2028-03-01']);
  });

  test('go from the first of the old days to the first of the new ones, whatever their order', () => {
    expect(moved(['2026-12-01', '2026-12-03'], [4, 2], [5, 1])).toEqual(['2026-11-30', '2026-12-04']);
    expect(moved(['2026-12-03'], [2, 4], [4, 6])).toEqual(['2026-12-05']);
  });

  test('count by their place in the week where they are off the pattern', () => {
    expect(moved(['2026-12-02', '2026-12-05'], [1, 2], [4, 5])).toEqual(['2026-12-03', '2026-12-04']);
  });
});
