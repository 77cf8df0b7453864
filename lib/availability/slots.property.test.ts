import { expect, test } from 'vitest';
import {
  addDays,
  clockChangesBetween,
  dayBounds,
  localDateOf,
  MINUTE_MS,
  minuteOfDay,
  weekdayOf,
} from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import { openWindows, wallWindows } from './open-day';
import { type Busy, isBookable, listStarts, nearestStarts, type SlotRules } from './slots';

const TICK_MS = 5 * MINUTE_MS;
const YEARS = [Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1)] as const;

const timeZone = fc.constantFrom(
  'Europe/Madrid',
  'Europe/London',
  'Europe/Lisbon',
  'Atlantic/Canary',
  'America/Mexico_City',
  'America/New_York',
  'Australia/Lord_Howe',
);

/** Up to three windows, from five minutes to a whole day long, many from midnight to midnight. */
const windows = fc.array(
  fc
    .record({
      opens: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 287 })),
      length: fc.oneof(fc.constant(288), fc.integer({ min: 1, max: 288 })),
    })
    .map(({ opens, length }) => ({ opensMinute: opens * 5, closesMinute: (opens + length) * 5 })),
  { maxLength: 3 },
);
const weekOf = (validFrom: string | null, validUntil: string | null) =>
  fc
    .tuple(windows, windows, windows, windows, windows, windows, windows)
    .map((week) =>
      week.flatMap((day, index) =>
        day.map((hours) => ({ weekday: index + 1, ...hours, validFrom, validUntil })),
      ),
    );
/** A season that begins and ends within a week of the date. */
const seasonNear = (date: string) =>
  fc
    .tuple(fc.integer({ min: -7, max: 1 }), fc.integer({ min: 0, max: 7 }))
    .chain(([from, length]) => weekOf(addDays(date, from), addDays(date, from + length)));
const openingHoursNear = (date: string) =>
  fc
    .tuple(weekOf(null, null), fc.array(seasonNear(date), { maxLength: 2 }))
    .map(([week, seasons]) => [...week, ...seasons.flat()]);
const specialDaysNear = (date: string) =>
  fc.uniqueArray(
    fc.tuple(fc.integer({ min: -2, max: 2 }), windows).map(([days, hours]) => ({
      date: addDays(date, days),
      windows: hours,
    })),
    { maxLength: 2, selector: (day) => day.date },
  );

/** A club, a date (often one with a clock change), the busy times around it, and the moment of asking. */
const situation = timeZone.chain((zone) => {
  const changeDates = clockChangesBetween(...YEARS, zone).map((ms) => localDateOf(ms, zone));
  return fc
    .record({
      hours: fc
        .oneof(
          fc.integer({ min: 0, max: 1000 }).map((days) => addDays('2026-01-01', days)),
          fc.constantFrom('2026-12-31', '2027-01-01', '2028-02-28', '2028-02-29', ...changeDates),
        )
        .chain((date) =>
          fc.record({
            date: fc.constant(date),
            openingHours: openingHoursNear(date),
            specialDays: specialDaysNear(date),
          }),
        ),
      durationsMinutes: fc.subarray([30, 45, 60, 90, 120], { minLength: 1 }),
      stepMinutes: fc.constantFrom(15, 30, 45, 60),
      leadMinutes: fc.constantFrom(0, 0, 0, 120),
      horizonDays: fc.constantFrom(0, 1, 28, 28, 28),
      releaseMinute: fc.constantFrom(null, null, 8 * 60, 21 * 60),
      categories: fc.constantFrom(
        [],
        [{ code: 'member', horizonDays: 30 }],
        [{ code: 'member', horizonDays: null }],
      ),
      category: fc.constantFrom(null, 'member', 'forgotten'),
      gapRule: fc.boolean(),
      publishedAt: fc.constant(new Date(0)),
      salesPausedAt: fc.constant(null),
      taken: fc.array(fc.tuple(fc.integer({ min: -60, max: 360 }), fc.integer({ min: 3, max: 40 })), {
        maxLength: 16,
      }),
      askedTicksBefore: fc.integer({ min: -96, max: 576 }),
    })
    .map(({ hours: { date, ...hours }, taken, askedTicksBefore, category, ...rest }) => {
      const { startsAt } = dayBounds(date, zone);
      const rules: SlotRules = { timeZone: zone, ...hours, ...rest };
      const busy = taken.map(([from, length]) => ({
        startsAt: startsAt + from * TICK_MS,
        endsAt: startsAt + (from + length) * TICK_MS,
      }));
      return { rules, date, busy, category, now: startsAt - askedTicksBefore * TICK_MS };
    });
});

function ticksOf(date: string, zone: string): number[] {
  const { startsAt, endsAt } = dayBounds(date, zone);
  return Array.from({ length: (endsAt - startsAt) / TICK_MS }, (_, tick) => startsAt + tick * TICK_MS);
}

/** The same rules in the slowest and plainest way, five minutes by five minutes. */
function isBookableByTicks(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAt: number,
  minutes: number,
): boolean {
  const date = localDateOf(startsAt, rules.timeZone);
  const windowsOf = (days: number) => openWindows(rules, addDays(date, days));
  const windows = [-2, -1, 0, 1, 2].flatMap(windowsOf);
  const isFree = (tick: number) =>
    windows.some((window) => tick >= window.startsAt && tick < window.endsAt) &&
    !busy.some((range) => tick >= range.startsAt && tick < range.endsAt);
  const freeMinutes = (from: number, direction: 1 | -1) => {
    let ticks = 0;
    while (ticks < 24 && isFree(from + direction * ticks * TICK_MS)) ticks += 1;
    return ticks * 5;
  };
  const endsAt = startsAt + minutes * MINUTE_MS;
  for (let tick = startsAt; tick < endsAt; tick += TICK_MS) if (!isFree(tick)) return false;
  const onGrid = [...windowsOf(-1), ...windowsOf(0)].some(
    (window) =>
      startsAt >= window.startsAt &&
      startsAt < window.endsAt &&
      ((startsAt - window.startsAt) / MINUTE_MS) % rules.stepMinutes === 0,
  );
  if (!onGrid) return false;
  const before = freeMinutes(startsAt - TICK_MS, -1);
  const after = freeMinutes(endsAt, 1);
  const shortest = Math.min(...rules.durationsMinutes);
  const leavesGapBefore = before > 0 && before < shortest && after > 0;
  const leavesGapAfter = after > 0 && after < shortest && before > 0;
  return !(rules.gapRule && (leavesGapBefore || leavesGapAfter));
}

test('what is listed can be booked, and what is not listed is refused', () => {
  fc.assert(
    fc.property(situation, ({ rules, date, busy, now, category }) => {
      for (const minutes of rules.durationsMinutes) {
        const listed = new Set(
          [addDays(date, -1), date].flatMap((day) => listStarts(rules, busy, day, minutes, now, category)),
        );
        for (const startsAt of ticksOf(date, rules.timeZone)) {
          expect(isBookable(rules, busy, startsAt, minutes, now, category).ok).toBe(listed.has(startsAt));
        }
      }
    }),
  );
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

/** The plain reading of whether a start of the date can be booked. */
function plainReading({
  rules,
  date,
  busy,
  now,
  category,
}: Situation): (at: number, minutes: number) => boolean {
  const own = rules.categories.find(({ code }) => code === category)?.horizonDays ?? null;
  const heldBack = rules.releaseMinute !== null && minuteOfDay(now, rules.timeZone) < rules.releaseMinute;
  const today = localDateOf(now, rules.timeZone);
  const lastDate = addDays(today, (own ?? rules.horizonDays) - (heldBack ? 1 : 0));
  return (startsAt, minutes) =>
    startsAt >= now + rules.leadMinutes * MINUTE_MS &&
    date <= lastDate &&
    isBookableByTicks(rules, busy, startsAt, minutes);
}

test('a slot is bookable exactly if it is on sale, open, on the grid, free and leaves no gap nobody can buy', () => {
  fc.assert(
    fc.property(situation, (one) => {
      const expected = plainReading(one);
      for (const minutes of one.rules.durationsMinutes) {
        for (const startsAt of ticksOf(one.date, one.rules.timeZone)) {
          const { ok } = isBookable(one.rules, one.busy, startsAt, minutes, one.now, one.category);
          expect(ok).toBe(expected(startsAt, minutes));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('and so is each of many slots over seasons, special days, clock changes and midnight', () => {
  const seen = { special: 0, season: 0, clockChange: 0, overMidnight: 0 };
  fc.assert(
    fc.property(situation, fc.nat(), (one, pick) => {
      const { rules, date, busy, now, category } = one;
      const expected = plainReading(one);
      const minutes = rules.durationsMinutes[pick % rules.durationsMinutes.length] ?? 60;
      const ticks = ticksOf(date, rules.timeZone);
      const { startsAt: begins, endsAt: ends } = dayBounds(date, rules.timeZone);
      // A quarter of an hour, in which most grids have a start, and one before midnight.
      const tried = [pick, pick + 1, pick + 2, -1 - 3 * (pick % 8)].map((tick) =>
        ticks.at(tick % ticks.length),
      );
      for (const startsAt of tried.map((at) => at ?? begins)) {
        const { ok } = isBookable(rules, busy, startsAt, minutes, now, category);
        expect(ok).toBe(expected(startsAt, minutes));
        if (!ok) continue;
        const isOfSeason = rules.openingHours.some(
          ({ validFrom, validUntil }) =>
            validFrom !== null && validFrom <= date && date <= (validUntil ?? ''),
        );
        if (rules.specialDays.some((day) => day.date === date)) seen.special += 1;
        else if (isOfSeason) seen.season += 1;
        if (clockChangesBetween(begins, ends, rules.timeZone).length > 0) seen.clockChange += 1;
        if (startsAt + minutes * MINUTE_MS > ends) seen.overMidnight += 1;
      }
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(50);
}, 120_000);

test('a date has the hours of its special day, else of the shortest season over it, else of the week', () => {
  const seen = { special: 0, season: 0 };
  fc.assert(
    fc.property(situation, ({ rules, date }) => {
      const special = rules.specialDays.filter((day) => day.date === date);
      const daysOf = ({ validFrom, validUntil }: (typeof rules.openingHours)[number]) => {
        let days = 1;
        for (let day = validFrom ?? date; day < (validUntil ?? date); day = addDays(day, 1)) days += 1;
        return days;
      };
      const over = rules.openingHours.filter(
        (hours) => hours.validFrom !== null && hours.validFrom <= date && date <= (hours.validUntil ?? ''),
      );
      const fewest = Math.min(...over.map(daysOf));
      // Of two seasons of the same length the first one written holds.
      const from = over.find((hours) => daysOf(hours) === fewest)?.validFrom ?? null;
      const ofSeason = over.filter((hours) => hours.validFrom === from && daysOf(hours) === fewest);
      const weekly =
        over.length > 0 ? ofSeason : rules.openingHours.filter((hours) => hours.validFrom === null);
      const expected = special[0]?.windows ?? weekly.filter(({ weekday }) => weekday === weekdayOf(date));
      const spans = (hours: typeof expected) =>
        hours.map(({ opensMinute, closesMinute }) => [opensMinute, closesMinute]);
      expect(spans(wallWindows(rules, date))).toEqual(spans(expected));
      if (special.length > 0) seen.special += 1;
      else if (over.length > 0) seen.season += 1;
    }),
    { numRuns: 5000 },
  );
  expect(Math.min(seen.special, seen.season)).toBeGreaterThan(100);
});

test('a listed start lies in a window of its date, in order and once', () => {
  fc.assert(
    fc.property(situation, ({ rules, date, busy, now, category }) => {
      const windows = openWindows(rules, date);
      for (const minutes of rules.durationsMinutes) {
        const starts = listStarts(rules, busy, date, minutes, now, category);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (const startsAt of starts) {
          expect(windows.some((window) => startsAt >= window.startsAt && startsAt < window.endsAt)).toBe(
            true,
          );
        }
      }
    }),
  );
});

test('the gap rule only takes starts away', () => {
  fc.assert(
    fc.property(situation, ({ rules, date, busy, now, category }) => {
      const open = { ...rules, gapRule: false };
      const [minutes = 60] = rules.durationsMinutes;
      const free = new Set(listStarts(open, [], date, minutes, now, category));
      for (const startsAt of listStarts(rules, busy, date, minutes, now, category))
        expect(free).toContain(startsAt);
    }),
  );
});

test('the nearest starts are bookable, the nearer before the farther, and none is missing', () => {
  fc.assert(
    fc.property(situation, fc.integer({ min: 0, max: 287 }), ({ rules, date, busy, now, category }, tick) => {
      const [minutes = 60] = rules.durationsMinutes;
      // A day on which the clocks go forward has fewer ticks.
      const ticks = ticksOf(date, rules.timeZone);
      const wanted = ticks[tick % ticks.length] ?? 0;
      const nearest = nearestStarts(rules, busy, wanted, minutes, now, category);
      const away = nearest.map((startsAt) => Math.abs(startsAt - wanted));
      expect(away).toEqual(away.toSorted((a, b) => a - b));
      for (const startsAt of nearest)
        expect(isBookable(rules, busy, startsAt, minutes, now, category)).toEqual({ ok: true });
      const bookable = ticks.filter((at) => isBookable(rules, busy, at, minutes, now, category).ok);
      expect(nearest).toEqual(expect.arrayContaining(bookable));
    }),
  );
});
