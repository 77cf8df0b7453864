import { describe, expect, it } from 'vitest';
import { instantsOf } from '@/lib/core/time';
import { dayLoad } from './day-load';

const DATE = '2027-03-10';
const at = (minute: number) => instantsOf(DATE, minute, 'Europe/Madrid')[0] ?? Number.NaN;
const hour = (from: number, until: number) => ({ startsAt: at(from * 60), endsAt: at(until * 60) });

/** Two courts, open from 8 to 22 every day. */
const club = {
  timeZone: 'Europe/Madrid',
  openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    opensMinute: 480,
    closesMinute: 1320,
    validFrom: null,
    validUntil: null,
  })),
  specialDays: [],
  courts: [
    { id: 1, retiresOn: null },
    { id: 2, retiresOn: null },
  ],
};
const load = (busy: Parameters<typeof dayLoad>[1], nowMs = at(0)) => dayLoad(club, busy, DATE, nowMs);
const shareAt = (day: ReturnType<typeof load>, hours: number) =>
  day.halfHours.find(({ minute }) => minute === hours * 60)?.freeShare;

describe('how full a day is', () => {
  it('is wholly free without bookings, and closed outside the opening hours', () => {
    const day = load(new Map());
    expect(day.freeShare).toBe(1);
    expect([shareAt(day, 7), shareAt(day, 8), shareAt(day, 21), shareAt(day, 22)]).toEqual([
      null,
      1,
      1,
      null,
    ]);
  });

  it('falls by half while one of two courts is taken', () => {
    const day = load(new Map([[1, [hour(10, 12)]]]));
    expect([shareAt(day, 9), shareAt(day, 10), shareAt(day, 11), shareAt(day, 12)]).toEqual([1, 0.5, 0.5, 1]);
    expect(day.freeShare).toBeCloseTo(1 - 2 / 28);
  });

  it('is nothing while both are taken', () => {
    expect(
      shareAt(
        load(
          new Map([
            [1, [hour(8, 22)]],
            [2, [hour(8, 22)]],
          ]),
        ),
        12,
      ),
    ).toBe(0);
  });

  it('counts only what is still to come', () => {
    const day = load(new Map([[1, [hour(8, 15)]]]), at(15 * 60));
    expect([shareAt(day, 14), day.freeShare]).toEqual([null, 1]);
  });

  it('has no share once the day is over', () => {
    expect(load(new Map(), at(23 * 60)).freeShare).toBeNull();
  });

  it('counts no court from the day on which it is retired, nor what is left on it', () => {
    const retiring = (retiresOn: string) => ({
      ...club,
      courts: [
        { id: 1, retiresOn: null },
        { id: 2, retiresOn },
      ],
    });
    const full = new Map([
      [1, [hour(10, 12)]],
      [2, [hour(8, 22)]],
    ]);
    const gone = dayLoad(retiring(DATE), full, DATE, at(0));
    expect([shareAt(gone, 9), shareAt(gone, 10)]).toEqual([1, 0]);
    expect(shareAt(dayLoad(retiring('2027-03-11'), full, DATE, at(0)), 9)).toBe(0.5);
  });

  it('ignores bookings of other days', () => {
    const yesterday = { startsAt: at(8 * 60) - 86_400_000, endsAt: at(10 * 60) - 86_400_000 };
    expect(load(new Map([[1, [yesterday]]])).freeShare).toBe(1);
  });
});
