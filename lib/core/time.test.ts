import { describe, expect, test } from 'vitest';
import { fc } from '@/test/fast-check';
import {
  addDays,
  clockChangesBetween,
  dayBounds,
  findTimeZone,
  firstInstantOf,
  HOUR_MS,
  instantsOf,
  isLocalDate,
  isoWithOffset,
  isSameTimeZone,
  localDateOf,
  localTime,
  MINUTE_MS,
  minuteOfDay,
  parseLocalTime,
  weekdayOf,
} from './time';

const ZONES = [
  'Europe/Madrid',
  'Europe/London',
  'Europe/Lisbon',
  'Atlantic/Canary',
  'America/Mexico_City',
  'America/New_York',
  'America/Havana',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
] as const;

const zone = fc.constantFrom(...ZONES);
const YEARS = [Date.UTC(2020, 0, 1), Date.UTC(2040, 0, 1)] as const;

/** A zone and a whole minute. Some are within four hours of a clock change. */
const moment = zone.chain((timeZone) => {
  const anyMinute = fc.integer({ min: YEARS[0] / MINUTE_MS, max: YEARS[1] / MINUTE_MS });
  const changes = clockChangesBetween(...YEARS, timeZone);
  const nearChange = fc
    .tuple(fc.constantFrom(...(changes.length > 0 ? changes : YEARS)), fc.integer({ min: -240, max: 240 }))
    .map(([change, minutes]) => change / MINUTE_MS + minutes);
  return fc.oneof(anyMinute, nearChange).map((minutes) => ({ timeZone, ms: minutes * MINUTE_MS }));
});
const wallTimes = (instants: number[], timeZone: string) => instants.map((ms) => isoWithOffset(ms, timeZone));

describe('a wall time when clocks go forward', () => {
  test.each([
    ['Europe/Madrid', '2026-03-29', 120, 179, '2026-03-29T03:00:00+02:00'],
    ['Europe/London', '2026-03-29', 60, 119, '2026-03-29T02:00:00+01:00'],
    ['Europe/Lisbon', '2026-03-29', 60, 119, '2026-03-29T02:00:00+01:00'],
    ['Atlantic/Canary', '2026-03-29', 60, 119, '2026-03-29T02:00:00+01:00'],
    ['America/New_York', '2026-03-08', 120, 179, '2026-03-08T03:00:00-04:00'],
    ['Australia/Lord_Howe', '2026-10-04', 120, 149, '2026-10-04T02:30:00+11:00'],
    ['America/Havana', '2026-03-08', 0, 59, '2026-03-08T01:00:00-04:00'],
  ])(
    'does not exist in %s on %s from minute %i to %i, after which comes %s',
    (timeZone, day, first, last, next) => {
      expect(instantsOf(day, first, timeZone)).toEqual([]);
      expect(instantsOf(day, last, timeZone)).toEqual([]);
      expect(wallTimes([firstInstantOf(day, first, timeZone)], timeZone)).toEqual([next]);
      expect(wallTimes([firstInstantOf(day, last, timeZone)], timeZone)).toEqual([next]);
      expect(wallTimes(instantsOf(day, last + 1, timeZone), timeZone)).toEqual([next]);
      expect(instantsOf(addDays(day, -1), 1439, timeZone)).toHaveLength(1);
    },
  );
});

describe('a wall time when clocks go back', () => {
  test.each([
    ['Europe/Madrid', '2026-10-25', 150, '2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'],
    ['Europe/London', '2026-10-25', 90, '2026-10-25T01:30:00+01:00', '2026-10-25T01:30:00+00:00'],
    ['Europe/Lisbon', '2026-10-25', 90, '2026-10-25T01:30:00+01:00', '2026-10-25T01:30:00+00:00'],
    ['Atlantic/Canary', '2026-10-25', 60, '2026-10-25T01:00:00+01:00', '2026-10-25T01:00:00+00:00'],
    ['America/New_York', '2026-11-01', 119, '2026-11-01T01:59:00-04:00', '2026-11-01T01:59:00-05:00'],
    ['Australia/Lord_Howe', '2026-04-05', 105, '2026-04-05T01:45:00+11:00', '2026-04-05T01:45:00+10:30'],
  ])('names two instants in %s on %s at minute %i', (timeZone, day, minute, earlier, later) => {
    expect(wallTimes(instantsOf(day, minute, timeZone), timeZone)).toEqual([earlier, later]);
    expect(firstInstantOf(day, minute, timeZone)).toBe(Date.parse(earlier));
  });

  test('names one instant just before and just after the repeated hour', () => {
    expect(wallTimes(instantsOf('2026-10-25', 119, 'Europe/Madrid'), 'Europe/Madrid')).toEqual([
      '2026-10-25T01:59:00+02:00',
    ]);
    expect(wallTimes(instantsOf('2026-10-25', 180, 'Europe/Madrid'), 'Europe/Madrid')).toEqual([
      '2026-10-25T03:00:00+01:00',
    ]);
  });
});

describe('the length of a local day', () => {
  test.each([
    ['Europe/Madrid', '2026-03-29', 23],
    ['Europe/Madrid', '2026-10-25', 25],
    ['Europe/London', '2026-03-29', 23],
    ['Europe/Lisbon', '2026-10-25', 25],
    ['Atlantic/Canary', '2026-10-25', 25],
    ['America/New_York', '2026-11-01', 25],
    ['America/Havana', '2026-03-08', 23],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['America/Mexico_City', '2026-04-05', 24],
    ['America/Mexico_City', '2026-10-25', 24],
    ['Europe/Madrid', '2026-12-31', 24],
    ['Europe/Madrid', '2028-02-29', 24],
  ])('is in %s on %s %f hours', (timeZone, day, hours) => {
    const { startsAt, endsAt } = dayBounds(day, timeZone);
    expect((endsAt - startsAt) / HOUR_MS).toBe(hours);
  });
});

describe('the calendar', () => {
  test.each([
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2100-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-01', false],
    ['0000-01-01', false],
    ['2026-01-01T00:00', false],
    ['', false],
  ])('knows whether %s exists', (value, exists) => {
    expect(isLocalDate(value)).toBe(exists);
  });

  test.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-28', 2, '2026-03-30'],
  ])('counts from %s by %i to %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
  });

  test.each([
    ['2026-03-29', 7],
    ['2026-03-30', 1],
    ['2028-02-29', 2],
  ])('gives %s the ISO weekday %i', (day, weekday) => {
    expect(weekdayOf(day)).toBe(weekday);
  });
});

test.each([
  ['00:00', 0],
  ['09:05', 545],
  ['23:59', 1439],
  ['24:00', null],
  ['9:05', null],
  ['10:60', null],
  ['10:30 ', null],
])('the time %j is read as minute %s', (value, minutes) => {
  expect(parseLocalTime(value)).toBe(minutes);
});

test('a minute past 1440 belongs to the next date, across a change of clocks and of year', () => {
  expect(instantsOf('2026-10-24', 1440 + 180, 'Europe/Madrid')).toEqual(
    instantsOf('2026-10-25', 180, 'Europe/Madrid'),
  );
  expect(wallTimes(instantsOf('2026-12-31', 1500, 'Atlantic/Canary'), 'Atlantic/Canary')).toEqual([
    '2027-01-01T01:00:00+00:00',
  ]);
});

test('a year in Madrid has two changes of clocks, one in Mexico City none', () => {
  const year = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)] as const;
  expect(clockChangesBetween(...year, 'Europe/Madrid')).toEqual([
    Date.UTC(2026, 2, 29, 1),
    Date.UTC(2026, 9, 25, 1),
  ]);
  expect(clockChangesBetween(...year, 'America/Mexico_City')).toEqual([]);
  expect(clockChangesBetween(Date.UTC(2026, 2, 29, 1), Date.UTC(2026, 9, 25, 1), 'Europe/Madrid')).toEqual(
    [],
  );
});

test('an unknown zone is refused', () => {
  expect(() => localDateOf(0, 'Europe/Atlantis')).toThrow(RangeError);
});

describe('in every zone and year', () => {
  test('the wall clock reads what Intl says it does', () => {
    fc.assert(
      fc.property(moment, ({ ms, timeZone }) => {
        const parts = new Intl.DateTimeFormat('en-CA', {
          timeZone,
          dateStyle: 'short',
          timeStyle: 'short',
          hourCycle: 'h23',
        }).format(ms);
        expect(`${localDateOf(ms, timeZone)}, ${localTime(ms, timeZone)}`).toBe(parts);
      }),
    );
  });

  test('an instant is one of the instants of its own wall time', () => {
    fc.assert(
      fc.property(moment, ({ ms, timeZone }) => {
        expect(instantsOf(localDateOf(ms, timeZone), minuteOfDay(ms, timeZone), timeZone)).toContain(ms);
      }),
    );
  });

  test('each instant of a wall time shows that wall time', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -90, max: 90 }), ({ ms, timeZone }, shift) => {
        const day = localDateOf(ms, timeZone);
        const minute = Math.min(1439, Math.max(0, minuteOfDay(ms, timeZone) + shift));
        for (const instant of instantsOf(day, minute, timeZone)) {
          expect([localDateOf(instant, timeZone), minuteOfDay(instant, timeZone)]).toEqual([day, minute]);
        }
      }),
    );
  });

  test('the ISO text with offset reads back as the same instant', () => {
    fc.assert(
      fc.property(moment, ({ ms, timeZone }) => {
        expect(Date.parse(isoWithOffset(ms, timeZone))).toBe(ms);
      }),
    );
  });

  test('days follow each other without a hole, and hold the instants of their date', () => {
    fc.assert(
      fc.property(moment, ({ ms, timeZone }) => {
        const day = localDateOf(ms, timeZone);
        const { startsAt, endsAt } = dayBounds(day, timeZone);
        expect(dayBounds(addDays(day, 1), timeZone).startsAt).toBe(endsAt);
        expect(ms).toBeGreaterThanOrEqual(startsAt);
        expect(ms).toBeLessThan(endsAt);
      }),
    );
  });
});

describe('a time zone by its name', () => {
  test.each([
    ['Europe/Madrid', 'Europe/Madrid'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['europe/kyiv', 'Europe/Kyiv'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['America/Port-au-Prince', 'America/Port-au-Prince'],
    ['UTC', 'UTC'],
    ['Mars/Olympus', null],
    ['+01:00', null],
    ['2026-01-01T00:00[Europe/Madrid]', null],
    ['Europe/Madrid\u200b', null],
    ['', null],
  ])('%j is %s', (name, zone) => {
    expect(findTimeZone(name)).toBe(zone);
  });

  test('is the same under another name', () => {
    expect(isSameTimeZone('Asia/Calcutta', 'Asia/Kolkata')).toBe(true);
    expect(isSameTimeZone('Europe/Madrid', 'Europe/Paris')).toBe(false);
  });
});
