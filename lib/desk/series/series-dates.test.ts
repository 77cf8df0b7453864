import { fc } from '@/test/fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, weekdayOf } from '@/lib/core/time';
import { lastDateFrom, seriesDates } from './series-dates';

describe('the dates of a series', () => {
  test.each([
    [
      'each Tuesday',
      { weekdays: [2], everyWeeks: 1, from: '2027-01-01', until: '2027-01-19' },
      ['2027-01-05', '2027-01-12', '2027-01-19'],
    ],
    [
      'two days a week',
      { weekdays: [1, 4], everyWeeks: 1, from: '2027-01-07', until: '2027-01-14' },
      ['2027-01-07', '2027-01-11', '2027-01-14'],
    ],
    [
      'each other week, from the week of the first date',
      { weekdays: [1, 4], everyWeeks: 2, from: '2027-01-07', until: '2027-01-25' },
      ['2027-01-07', '2027-01-18', '2027-01-21'],
    ],
    [
      '29 February where there is one',
      { weekdays: [2], everyWeeks: 1, from: '2028-02-22', until: '2028-03-07' },
      ['2028-02-22', '2028-02-29', '2028-03-07'],
    ],
    ['none', { weekdays: [3], everyWeeks: 1, from: '2027-01-01', until: '2027-01-05' }, []],
  ])('are %s', (_what, pattern, dates) => {
    expect(seriesDates(pattern)).toEqual(dates);
  });

  test('lie within its bounds, on its weekdays, in weeks of its rhythm, and none is missing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1500 }),
        fc.integer({ min: 0, max: 371 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 8 }),
        (start, length, weekdays, everyWeeks) => {
          const from = addDays('2026-01-01', start);
          const until = addDays(from, length);
          const dates = seriesDates({ weekdays, everyWeeks, from, until });
          const mondayOf = (date: string) => addDays(date, 1 - weekdayOf(date));
          const weeksSince = (date: string) =>
            Math.round((Date.parse(mondayOf(date)) - Date.parse(mondayOf(from))) / (7 * 86_400_000));
          const expected = Array.from({ length: length + 1 }, (_, day) => addDays(from, day)).filter(
            (date) => weekdays.includes(weekdayOf(date)) && weeksSince(date) % everyWeeks === 0,
          );
          expect(dates).toEqual(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('are 53 weeks at most', () => {
    expect(
      seriesDates({ weekdays: [5], everyWeeks: 1, from: '2027-01-01', until: lastDateFrom('2027-01-01') }),
    ).toHaveLength(54);
  });
});
