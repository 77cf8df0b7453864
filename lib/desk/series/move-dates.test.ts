import { describe, expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import { addDays, weekdayOf } from '@/lib/core/time';
import { changeWeekdays, mondayOf, moveDates } from './move-dates';

const moved = (dates: readonly string[], from: readonly number[], to: readonly number[]) => [
  ...moveDates(dates, from, changeWeekdays(from, to)).values(),
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
    expect(moved(['2026-12-02'], [1], [4, 5])).toEqual(['2026-12-03']);
  });
});

describe('weekdays of a series that become more or fewer', () => {
  test.each([
    ['one more', [2], [2, 4], ['2026-12-01'], [4]],
    ['one fewer', [2, 4], [4], [null], []],
    ['others and one more', [2], [4, 6], ['2026-12-03'], [6]],
    ['others and one fewer', [2, 4], [6], ['2026-12-05'], []],
  ] as const)('%s', (_what, from, to, firstGoes, added) => {
    expect(moved(['2026-12-01'], from, to)).toEqual(firstGoes);
    expect(changeWeekdays(from, to).added).toEqual(added);
  });

  test('end as the days that were asked for, each date in its week, and none twice', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    fc.assert(
      fc.property(days, days, fc.integer({ min: 0, max: 1500 }), (from, to, start) => {
        const monday = mondayOf(addDays('2026-01-01', start));
        const dates = from.map((day) => addDays(monday, day - 1));
        const { added } = changeWeekdays(from, to);
        const stay = moved(dates, from, to).flatMap((date) => date ?? []);
        expect(stay.every((date) => mondayOf(date) === monday)).toBe(true);
        expect([...stay.map(weekdayOf), ...added].toSorted()).toEqual(to.toSorted());
      }),
      { numRuns: 1000 },
    );
  });
});
