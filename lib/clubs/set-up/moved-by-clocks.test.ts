import { expect, test } from 'vitest';
import { localTime } from '@/lib/core/time';
import { movedByClocks } from './moved-by-clocks';

const MADRID = 'Europe/Madrid';
const saturday = { weekday: 6, validFrom: null, validUntil: null };
const sunday = { weekday: 7, validFrom: null, validUntil: null };

const told = (openingHours: Parameters<typeof movedByClocks>[0]['openingHours'], timeZone = MADRID) =>
  movedByClocks({ timeZone, openingHours, specialDays: [] }, '2026-11-29').map(
    ({ date, startsAt, endsAt }) => `${date} ${localTime(startsAt, timeZone)}–${localTime(endsAt, timeZone)}`,
  );

test('hours that begin or end in the hour that the clocks skip are told with what they are on that day', () => {
  const hours = [
    { ...saturday, opensMinute: 18 * 60, closesMinute: 26 * 60 + 30 },
    { ...sunday, opensMinute: 2 * 60 + 30, closesMinute: 12 * 60 },
    { ...sunday, opensMinute: 16 * 60, closesMinute: 22 * 60 },
  ];
  expect(told(hours)).toEqual(['2027-03-27 18:00–03:00', '2027-03-28 03:00–12:00']);
});

test('hours around that hour, and those of a zone without clock changes, stay as they are', () => {
  const around = [{ ...sunday, opensMinute: 0, closesMinute: 6 * 60 }];
  const within = [{ ...sunday, opensMinute: 2 * 60 + 30, closesMinute: 6 * 60 }];
  expect(told(around)).toEqual([]);
  expect(told(within, 'America/Mexico_City')).toEqual([]);
});
