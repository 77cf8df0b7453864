import { expect, test } from 'vitest';
import { easterOf, holidayRegions, listHolidays } from './list-holidays';

test.each([['2000-04-23'], ['2024-03-31'], ['2025-04-20'], ['2026-04-05'], ['2027-03-28'], ['2038-04-25']])(
  'Easter is on %s',
  (date) => {
    expect(easterOf(Number(date.slice(0, 4)))).toBe(date);
  },
);

test('a region has the national days and its own, in order', () => {
  const madrid = listHolidays('ES-MD', 2027);
  expect(madrid.map(({ date }) => date)).toEqual([
    '2027-01-01',
    '2027-01-06',
    '2027-03-25',
    '2027-03-26',
    '2027-05-01',
    '2027-05-02',
    '2027-08-15',
    '2027-10-12',
    '2027-11-01',
    '2027-12-06',
    '2027-12-08',
    '2027-12-25',
  ]);
});

test('every region has days that exist, and an unknown one has none', () => {
  for (const { code } of holidayRegions()) expect(listHolidays(code, 2028).length).toBeGreaterThan(10);
  expect(listHolidays('XX-YY', 2027)).toEqual([]);
});
