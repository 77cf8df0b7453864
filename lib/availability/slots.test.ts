import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayBounds,
  instantsOf,
  isoWithOffset,
  localTime,
  MINUTE_MS,
  parseLocalTime,
} from '@/lib/core/time';
import { openWindows } from './open-day';
import {
  asAtDesk,
  type Busy,
  isBookable,
  listStarts,
  listStartsByDuration,
  nearestStarts,
  type SlotRules,
} from './slots';

const ALL_YEAR = { validFrom: null, validUntil: null };
const daily = (opensMinute: number, closesMinute: number) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensMinute, closesMinute, ...ALL_YEAR }));

const CLUB: SlotRules = {
  timeZone: 'Europe/Madrid',
  durationsMinutes: [60, 90, 120],
  stepMinutes: 30,
  leadMinutes: 0,
  horizonDays: 28,
  gapRule: true,
  releaseMinute: null,
  publishedAt: new Date(0),
  salesPausedAt: null,
  categories: [],
  openingHours: daily(9 * 60, 13 * 60),
  specialDays: [],
};
const DAY = '2026-06-10';

function at(date: string, time: string, timeZone = CLUB.timeZone): number {
  const [instant] = instantsOf(date, parseLocalTime(time) ?? Number.NaN, timeZone);
  if (instant === undefined) throw new Error(`${date} ${time} does not exist in ${timeZone}`);
  return instant;
}

const NOW = at('2026-06-01', '12:00');
const busyFrom = (from: string, until: string): Busy => ({ startsAt: at(DAY, from), endsAt: at(DAY, until) });
const times = (starts: readonly number[], timeZone = CLUB.timeZone) =>
  starts.map((ms) => localTime(ms, timeZone));
const stamps = (starts: readonly number[]) => starts.map((ms) => isoWithOffset(ms, CLUB.timeZone));
/** A day on which every date of these tests is on sale. */
const weekBefore = (date: string, timeZone: string) => dayBounds(addDays(date, -7), timeZone).startsAt;

describe('a club that does not sell online', () => {
  test.each([
    ['before it is published', { publishedAt: null }],
    ['while it pauses', { salesPausedAt: new Date(NOW) }],
  ])('has no start %s, and says why', (_, state) => {
    const rules = { ...CLUB, ...state };
    expect(isBookable(CLUB, [], at(DAY, '10:00'), 60, NOW)).toEqual({ ok: true });
    expect(isBookable(rules, [], at(DAY, '10:00'), 60, NOW)).toEqual({ ok: false, reason: 'sales_paused' });
    expect(listStarts(rules, [], DAY, 60, NOW)).toEqual([]);
    expect(nearestStarts(rules, [], at(DAY, '10:00'), 60, NOW)).toEqual([]);
    expect(isBookable(asAtDesk(rules), [], at(DAY, '10:00'), 60, NOW)).toEqual({ ok: true });
  });
});

describe('the grid', () => {
  test('starts stand a step apart from opening, and their slots end by closing', () => {
    const rules = { ...CLUB, gapRule: false, openingHours: daily(9 * 60 + 15, 11 * 60 + 30) };
    expect(times(listStarts(rules, [], DAY, 60, NOW))).toEqual(['09:15', '09:45', '10:15']);
  });

  test('each window of a day has a grid of its own', () => {
    const rules = {
      ...CLUB,
      gapRule: false,
      openingHours: [...daily(600, 690), ...daily(17 * 60 + 10, 19 * 60)],
    };
    expect(times(listStarts(rules, [], DAY, 60, NOW))).toEqual(['10:00', '10:30', '17:10', '17:40']);
  });

  test('windows that touch or overlap are one, in whatever order they are written', () => {
    const rules = { ...CLUB, openingHours: [...daily(720, 840), ...daily(540, 660), ...daily(600, 720)] };
    expect(openWindows(rules, DAY)).toEqual([busyFrom('09:00', '14:00')]);
  });

  test('a weekday without hours is closed', () => {
    const rules = {
      ...CLUB,
      openingHours: [{ weekday: 4, opensMinute: 540, closesMinute: 780, ...ALL_YEAR }],
    };
    expect(openWindows(rules, DAY)).toEqual([]);
    expect(listStarts(rules, [], DAY, 60, NOW)).toEqual([]);
    expect(listStarts(rules, [], addDays(DAY, 1), 60, NOW)).not.toEqual([]);
  });

  test('several durations are listed in the order asked, one not sold as nothing', () => {
    const lists = listStartsByDuration(CLUB, [], DAY, [120, 45, 60], NOW);
    expect(lists).toEqual([listStarts(CLUB, [], DAY, 120, NOW), [], listStarts(CLUB, [], DAY, 60, NOW)]);
  });
});

describe('past midnight', () => {
  const late = {
    ...CLUB,
    openingHours: [{ weekday: 3, opensMinute: 22 * 60, closesMinute: 26 * 60, ...ALL_YEAR }],
  };

  test('a window belongs to the date on which it opens', () => {
    expect(stamps(listStarts(late, [], DAY, 60, NOW))).toEqual([
      '2026-06-10T22:00:00+02:00',
      '2026-06-10T23:00:00+02:00',
      '2026-06-10T23:30:00+02:00',
      '2026-06-11T00:00:00+02:00',
      '2026-06-11T01:00:00+02:00',
    ]);
    expect(listStarts(late, [], addDays(DAY, 1), 60, NOW)).toEqual([]);
  });

  test('a start after midnight is bookable, one after closing is not', () => {
    const next = addDays(DAY, 1);
    expect(isBookable(late, [], at(next, '01:00'), 60, NOW)).toEqual({ ok: true });
    expect(isBookable(late, [], at(next, '01:30'), 60, NOW)).toEqual({ ok: false, reason: 'closed' });
  });

  test('a club that never closes sells across midnight, and no start twice', () => {
    const always = { ...CLUB, openingHours: daily(0, 1440) };
    expect(isBookable(always, [], at(DAY, '23:30'), 90, NOW)).toEqual({ ok: true });
    expect(listStarts(always, [], DAY, 90, NOW)).toHaveLength(48);
    expect(listStarts(always, [], addDays(DAY, 1), 90, NOW)[0]).toBe(at(addDays(DAY, 1), '00:00'));
  });

  test('a window over two midnights runs on into the hours of the third date', () => {
    const rules = {
      ...CLUB,
      openingHours: [
        { weekday: 3, opensMinute: 1380, closesMinute: 2880, ...ALL_YEAR },
        { weekday: 5, opensMinute: 0, closesMinute: 120, ...ALL_YEAR },
      ],
    };
    const acrossSecondMidnight = at(addDays(DAY, 1), '23:30');
    expect(isBookable(rules, [], acrossSecondMidnight, 60, NOW)).toEqual({ ok: true });
    expect(listStarts(rules, [], DAY, 60, NOW).at(-1)).toBe(acrossSecondMidnight);
  });

  test('a window over New Year keeps its grid', () => {
    const rules = { ...late, openingHours: daily(23 * 60, 25 * 60) };
    const starts = listStarts(rules, [], '2026-12-31', 60, at('2026-12-31', '12:00'));
    expect(stamps(starts)).toEqual(['2026-12-31T23:00:00+01:00', '2027-01-01T00:00:00+01:00']);
  });
});

describe('when clocks change', () => {
  const nights = { ...CLUB, gapRule: false, openingHours: daily(60, 300) };

  test.each([
    ['Europe/Madrid', '2026-03-29', ['01:00', '01:30', '03:00', '03:30', '04:00']],
    ['Europe/London', '2026-03-29', ['02:00', '02:30', '03:00', '03:30', '04:00']],
    ['Europe/Lisbon', '2026-03-29', ['02:00', '02:30', '03:00', '03:30', '04:00']],
    ['Atlantic/Canary', '2026-03-29', ['02:00', '02:30', '03:00', '03:30', '04:00']],
    ['America/New_York', '2026-03-08', ['01:00', '01:30', '03:00', '03:30', '04:00']],
    ['Australia/Lord_Howe', '2026-10-04', ['01:00', '01:30', '02:30', '03:00', '03:30', '04:00']],
    ['America/Mexico_City', '2026-04-05', ['01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00']],
  ])(
    'forward, a night from 01:00 to 05:00 in %s on %s offers no time that does not exist',
    (timeZone, date, expected) => {
      const rules = { ...nights, timeZone };
      expect(times(listStarts(rules, [], date, 60, weekBefore(date, timeZone)), timeZone)).toEqual(expected);
    },
  );

  test.each([
    [
      'Europe/Madrid',
      '2026-10-25',
      ['01:00', '01:30', '02:00', '02:30', '02:00', '02:30', '03:00', '03:30', '04:00'],
    ],
    [
      'Europe/London',
      '2026-10-25',
      ['01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00'],
    ],
    [
      'America/New_York',
      '2026-11-01',
      ['01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00'],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05',
      ['01:00', '01:30', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00'],
    ],
    ['America/Mexico_City', '2026-10-25', ['01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00']],
  ])(
    'back, a night from 01:00 to 05:00 in %s on %s offers the repeated times twice',
    (timeZone, date, expected) => {
      const rules = { ...nights, timeZone };
      expect(times(listStarts(rules, [], date, 60, weekBefore(date, timeZone)), timeZone)).toEqual(expected);
    },
  );

  test('the two slots at 02:30 are sold apart', () => {
    const [earlier, later] = instantsOf('2026-10-25', 150, 'Europe/Madrid');
    if (earlier === undefined || later === undefined) throw new Error('02:30 must be shown twice');
    const sold = [{ startsAt: earlier, endsAt: earlier + 60 * MINUTE_MS }];
    const now = weekBefore('2026-10-25', 'Europe/Madrid');
    expect(isBookable(nights, sold, earlier, 60, now)).toEqual({ ok: false, reason: 'taken' });
    expect(isBookable(nights, sold, later, 60, now)).toEqual({ ok: true });
  });

  test('opening inside the gap moves to the first minute that exists', () => {
    const rules = { ...CLUB, openingHours: daily(135, 300) };
    expect(openWindows(rules, '2026-03-29')).toEqual([
      { startsAt: Date.parse('2026-03-29T03:00:00+02:00'), endsAt: Date.parse('2026-03-29T05:00:00+02:00') },
    ]);
  });

  test('a window that lies wholly in the gap does not open', () => {
    expect(openWindows({ ...CLUB, openingHours: daily(120, 180) }, '2026-03-29')).toEqual([]);
  });

  test('closing at a repeated time means the first time the clock shows it', () => {
    const rules = { ...CLUB, openingHours: daily(22 * 60, 26 * 60) };
    expect(openWindows(rules, '2026-10-24')[0]?.endsAt).toBe(Date.parse('2026-10-25T02:00:00+02:00'));
  });
});

describe('why a slot cannot be booked', () => {
  const rules = { ...CLUB, leadMinutes: 120, horizonDays: 10 };
  const now = at(DAY, '09:10');

  test.each([
    ['it began a minute ago', at(DAY, '09:00'), 60, 'in_past'],
    ['its lead time has run out', at(DAY, '11:00'), 60, 'too_soon'],
    ['its date is past the horizon', at('2026-06-21', '09:00'), 60, 'beyond_horizon'],
    ['nobody sells that long', at('2026-06-11', '09:00'), 75, 'duration_not_sold'],
    ['the club is not open yet', at('2026-06-11', '08:30'), 60, 'closed'],
    ['it would end after closing', at('2026-06-11', '12:30'), 60, 'closed'],
    ['it begins off the grid', at('2026-06-11', '09:20'), 60, 'off_grid'],
    ['a booking overlaps its end', at(DAY, '11:30'), 60, 'taken'],
    ['it leaves half an hour before it', at('2026-06-11', '09:30'), 60, 'leaves_gap'],
  ])('%s', (_why, startsAt, minutes, reason) => {
    const busy = [busyFrom('12:00', '13:00')];
    expect(isBookable(rules, busy, startsAt, minutes, now)).toEqual({ ok: false, reason });
  });

  test('a start is on sale from now on, exactly up to its lead time and to the end of its last date', () => {
    const open = { ...CLUB, leadMinutes: 60, horizonDays: 1, openingHours: daily(0, 1440) };
    const start = at(DAY, '10:00');
    const hour = 60 * MINUTE_MS;
    expect(isBookable(open, [], start, 60, start - hour)).toEqual({ ok: true });
    expect(isBookable(open, [], start, 60, start - hour + 1)).toEqual({ ok: false, reason: 'too_soon' });
    expect(isBookable(open, [], start, 60, start)).toEqual({ ok: false, reason: 'too_soon' });
    expect(isBookable(open, [], start, 60, start + 1)).toEqual({ ok: false, reason: 'in_past' });
    const midnightAfter = at('2026-06-11', '00:00');
    expect(isBookable(open, [], midnightAfter, 60, at('2026-06-10', '00:00'))).toEqual({ ok: true });
    expect(isBookable(open, [], midnightAfter, 60, at('2026-06-09', '23:59'))).toEqual({
      ok: false,
      reason: 'beyond_horizon',
    });
  });

  test('a start at this very moment is bookable where no lead time is asked', () => {
    expect(isBookable(CLUB, [], at(DAY, '09:00'), 60, at(DAY, '09:00'))).toEqual({ ok: true });
  });

  test('bookings that only touch a slot do not take it, in any order and even where they overlap each other', () => {
    const busy = [busyFrom('12:00', '13:00'), busyFrom('09:00', '11:00'), busyFrom('09:30', '10:00')];
    expect(times(listStarts(CLUB, busy, DAY, 60, NOW))).toEqual(['11:00']);
  });

  test('29 February is a day like others', () => {
    expect(isBookable(CLUB, [], at('2028-02-29', '09:00'), 60, at('2028-02-28', '12:00'))).toEqual({
      ok: true,
    });
  });
});

describe('the gap rule', () => {
  test.each([
    ['a free 60 is sold whole', '12:00', ['12:00'], []],
    ['a 60 in a free 90 is sold at either end', '11:30', ['11:30', '12:00'], ['11:30']],
    ['in a free 120 the middle would leave two halves', '11:00', ['11:00', '12:00'], ['11:00', '11:30']],
    ['in a free 150 only the ends are sold', '10:30', ['10:30', '12:00'], ['10:30', '11:30']],
    [
      'in a free 180 the middle leaves two that sell',
      '10:00',
      ['10:00', '11:00', '12:00'],
      ['10:00', '11:30'],
    ],
  ])('%s', (_case, freeFrom, sixties, nineties) => {
    const busy = [busyFrom('09:00', freeFrom)];
    expect(times(listStarts(CLUB, busy, DAY, 60, NOW))).toEqual(sixties);
    expect(times(listStarts(CLUB, busy, DAY, 90, NOW))).toEqual(nineties);
  });
});

test('a gap is measured to the edge of the open time, to a booking, and to the windows of the next date', () => {
  const untilMidnight = { ...CLUB, openingHours: daily(20 * 60, 1440) };
  expect(isBookable(untilMidnight, [], at(DAY, '22:30'), 60, NOW)).toEqual({
    ok: false,
    reason: 'leaves_gap',
  });
  const onward = { ...untilMidnight, openingHours: [...daily(20 * 60, 1440), ...daily(0, 120)] };
  expect(isBookable(onward, [], at(DAY, '22:30'), 60, NOW)).toEqual({ ok: true });
});

test('without the gap rule every free start is sold', () => {
  expect(listStarts({ ...CLUB, gapRule: false }, [], DAY, 60, NOW)).toHaveLength(7);
});

describe('the nearest starts', () => {
  test('come from the same day, nearest first, the earlier of two as near', () => {
    const busy = [busyFrom('10:30', '11:30')];
    const starts = nearestStarts({ ...CLUB, gapRule: false }, busy, at(DAY, '10:30'), 60, NOW);
    expect(times(starts).slice(0, 3)).toEqual(['09:30', '11:30', '09:00']);
  });

  test('come from the neighbouring dates when the day is full', () => {
    const starts = nearestStarts(CLUB, [busyFrom('09:00', '13:00')], at(DAY, '11:00'), 120, NOW);
    expect(stamps(starts).slice(0, 2)).toEqual(['2026-06-11T09:00:00+02:00', '2026-06-11T10:00:00+02:00']);
  });
});
