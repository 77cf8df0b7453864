import { expect, test } from 'vitest';
import { isLocalDate } from '@/lib/core/time';
import spain from './es.json';
import { easterOf, holidayPlaceOf, holidayRegions, holidaySourceOf, listHolidays } from './list-holidays';

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
    '2027-05-03',
    '2027-08-15',
    '2027-10-12',
    '2027-11-01',
    '2027-12-06',
    '2027-12-08',
    '2027-12-25',
  ]);
});

test('a holiday that falls on Sunday is on Monday where the region moves it, and says so', () => {
  const moved = (region: string, year: number) =>
    listHolidays(region, year).flatMap(({ kind, date, name }) =>
      kind === 'moved' ? `${date} ${name.es}` : [],
    );
  expect(moved('ES-MD', 2027)).toEqual(['2027-05-03 Lunes siguiente a Fiesta de la Comunidad de Madrid']);
  expect(moved('ES-MD', 2026)).toEqual([
    '2026-11-02 Lunes siguiente a Todos los Santos',
    '2026-12-07 Lunes siguiente a Día de la Constitución',
  ]);
  expect(moved('ES-CT', 2026)).toEqual([]);
  expect(listHolidays('ES-CT', 2026).map(({ date }) => date)).toContain('2026-11-01');
});

test('a town has its own days beside those of its region', () => {
  const local = (place: string, year: number) =>
    listHolidays(place, year).flatMap(({ kind, date }) => (kind === 'local' ? date : []));
  expect(local('ES-MD/madrid', 2027)).toEqual(['2027-05-15', '2027-11-09']);
  expect(local('ES-AN/sevilla', 2026)).toEqual(['2026-04-22', '2026-06-04']);
  expect(local('ES-CT/barcelona', 2027)).toEqual(['2027-05-17', '2027-09-24']);
  expect(local('ES-MD', 2027)).toEqual([]);
  expect([holidayPlaceOf('málaga'), holidayPlaceOf('London')]).toEqual(['ES-AN/malaga', null]);
});

test('every region has days that exist, each once, and an unknown one has none', () => {
  const places = holidayRegions().flatMap(({ code, places: towns }) => [
    code,
    ...towns.map((town) => town.code),
  ]);
  for (const place of places) {
    for (const year of [2026, 2027, 2028, 2033]) {
      const dates = listHolidays(place, year).map(({ date }) => date);
      expect(dates.length, place).toBeGreaterThan(10);
      expect(dates.every(isLocalDate)).toBe(true);
      expect(new Set(dates).size).toBe(dates.length);
    }
  }
  expect(listHolidays('XX-YY', 2027)).toEqual([]);
});

test('every region says where its calendar is published, and every list whether it was checked', () => {
  const regions = Object.entries(spain.regions);
  for (const [code, { publishedIn, places }] of regions) {
    expect(holidaySourceOf(`${code}/town`)?.publishedIn).toBe(publishedIn);
    for (const place of Object.values(places)) expect(place.checked).toBe('not checked');
  }
  expect(new Set(regions.map(([, { publishedIn }]) => publishedIn)).size).toBe(regions.length);
  expect([spain, ...Object.values(spain.regions)].map(({ checked }) => checked)).toEqual(
    Array(regions.length + 1).fill('not checked'),
  );
  expect(holidaySourceOf('XX-YY')).toBeNull();
});

test('the days that a region moves are its own or the nation’s', () => {
  const days = (rules: readonly object[]) => rules.flatMap((rule) => ('day' in rule ? rule.day : []));
  for (const region of Object.values(spain.regions)) {
    const known = [...days(spain.national), ...days(region.days)];
    expect(known).toEqual(expect.arrayContaining(region.moves));
  }
});
