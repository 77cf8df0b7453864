import { expect, test } from 'vitest';
import { firstInstantOf } from '@/lib/core/time';
import { scalesOf } from './board-line';

const MADRID = 'Europe/Madrid';
const day = (date: string, from: number, until: number) => ({
  date,
  windows: [
    { startsAt: firstInstantOf(date, from * 60, MADRID), endsAt: firstInstantOf(date, until * 60, MADRID) },
  ],
  items: [],
});

test('the days of a week begin and end at the same hours, those of the earliest and the latest', () => {
  const scales = scalesOf([day('2026-11-27', 9, 22), day('2026-11-28', 8, 20)], MADRID);
  expect(scales?.map(({ tracks }) => tracks)).toEqual([168, 168]);
  expect(scales?.map(({ hours }) => [hours[0]?.label, hours.at(-1)?.label])).toEqual([
    ['08:00', '21:00'],
    ['08:00', '21:00'],
  ]);
});

test('a closed day has the hours of the others, and a closed week none', () => {
  const closed = { date: '2026-11-28', windows: [], items: [] };
  expect(scalesOf([day('2026-11-27', 9, 22), closed], MADRID)?.[1]?.hours[0]?.label).toBe('09:00');
  expect(scalesOf([closed], MADRID)).toBeNull();
});

test('the wall clock rules when clocks change between the days', () => {
  const scales = scalesOf([day('2026-10-24', 8, 23), day('2026-10-26', 8, 23)], MADRID);
  expect(scales?.map(({ hours }) => hours[0]?.label)).toEqual(['08:00', '08:00']);
});
