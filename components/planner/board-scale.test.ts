import { describe, expect, test } from 'vitest';
import { firstInstantOf, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { placeOn, scaleOf } from './board-scale';

const MADRID = 'Europe/Madrid';
const at = (date: string, hour: number, minute = 0) => firstInstantOf(date, hour * 60 + minute, MADRID);
const range = (date: string, from: number, until: number) => ({
  startsAt: at(date, from),
  endsAt: at(date, until),
});

describe('the scale of a day', () => {
  test('runs from its first opening to its last closing', () => {
    const scale = scaleOf([range('2026-11-28', 8, 14), range('2026-11-28', 16, 23)], [], MADRID);
    expect(scale).toMatchObject({ startsAt: at('2026-11-28', 8), endsAt: at('2026-11-28', 23), tracks: 180 });
    expect(scale?.hours.map(({ label }) => label).slice(0, 2)).toEqual(['08:00', '09:00']);
    expect(scale?.hours[1]?.at).toBe(13);
  });

  test('begins at the full hour before an opening at half past', () => {
    const opens = { startsAt: at('2026-11-28', 8, 30), endsAt: at('2026-11-28', 22, 15) };
    expect(scaleOf([opens], [], MADRID)).toMatchObject({
      startsAt: at('2026-11-28', 8),
      endsAt: at('2026-11-28', 23),
    });
  });

  test('reaches a game outside the hours, and is not stretched by a block of days', () => {
    const open = range('2026-11-28', 9, 21);
    const game = range('2026-11-28', 7, 8);
    const works = { startsAt: at('2026-11-27', 0), endsAt: at('2026-11-30', 0) };
    expect(scaleOf([open], [game, works], MADRID)).toMatchObject({
      startsAt: at('2026-11-28', 7),
      endsAt: at('2026-11-28', 21),
    });
  });

  test('of a closed day is that of its bookings, and null without any', () => {
    expect(scaleOf([], [range('2026-11-28', 10, 12)], MADRID)?.tracks).toBe(24);
    expect(scaleOf([], [], MADRID)).toBeNull();
  });

  test('has 23 hours in spring and 25 in autumn, with the doubled hour told apart', () => {
    const spring = scaleOf([range('2026-03-29', 0, 24)], [], MADRID);
    expect(spring?.tracks).toBe(276);
    expect(spring?.hours.map(({ label }) => label)).not.toContain('02:00');
    const autumn = scaleOf([range('2026-10-25', 0, 24)], [], MADRID);
    expect(autumn?.tracks).toBe(300);
    expect(autumn?.hours.map(({ label }) => label).slice(1, 5)).toEqual([
      '01:00',
      '02:00 CEST',
      '02:00 CET',
      '03:00',
    ]);
  });

  test('is at most thirty hours long', () => {
    expect(scaleOf([range('2026-11-28', 0, 40)], [], MADRID)?.tracks).toBe(360);
  });
});

describe('the place of a range', () => {
  const scale = { startsAt: 0, endsAt: 10 * HOUR_MS };
  const place = (from: number, until: number) =>
    placeOn(scale, { startsAt: from * MINUTE_MS, endsAt: until * MINUTE_MS });

  test('is counted in tracks of five minutes from one', () => {
    expect(place(0, 90)).toEqual({ at: 1, len: 18 });
    expect(place(60, 120)).toEqual({ at: 13, len: 12 });
  });

  test('covers each track that it touches', () => {
    expect(place(7, 11)).toEqual({ at: 2, len: 2 });
  });

  test('is cut at both ends of the board, and null beside it', () => {
    expect(place(-30, 30)).toEqual({ at: 1, len: 6 });
    expect(place(590, 700)).toEqual({ at: 119, len: 2 });
    expect(place(-30, 0)).toBeNull();
  });
});
