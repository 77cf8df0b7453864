import { expect, test } from 'vitest';
import { addDays, clockChangesBetween, dayBounds, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import { openWindows } from './open-day';
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

/** Up to three windows on a weekday, from five minutes to a whole day long, many from midnight to midnight. */
const hoursOf = (weekday: number) =>
  fc.array(
    fc
      .record({
        opens: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 287 })),
        length: fc.oneof(fc.constant(288), fc.integer({ min: 1, max: 288 })),
      })
      .map(({ opens, length }) => ({ weekday, opensMinute: opens * 5, closesMinute: (opens + length) * 5 })),
    { maxLength: 3 },
  );
const openingHours = fc.tuple(...[1, 2, 3, 4, 5, 6, 7].map(hoursOf)).map((week) => week.flat());

/** A club, a date (often one with a clock change), the busy times around it, and the moment of asking. */
const situation = timeZone.chain((zone) => {
  const changeDates = clockChangesBetween(...YEARS, zone).map((ms) => localDateOf(ms, zone));
  return fc
    .record({
      date: fc.oneof(
        fc.integer({ min: 0, max: 1000 }).map((days) => addDays('2026-01-01', days)),
        fc.constantFrom('2026-12-31', '2027-01-01', '2028-02-28', '2028-02-29', ...changeDates),
      ),
      openingHours,
      durationsMinutes: fc.subarray([30, 45, 60, 90, 120], { minLength: 1 }),
      stepMinutes: fc.constantFrom(15, 30, 45, 60),
      leadMinutes: fc.constantFrom(0, 0, 0, 120),
      horizonDays: fc.constantFrom(0, 1, 28, 28, 28),
      gapRule: fc.boolean(),
      taken: fc.array(fc.tuple(fc.integer({ min: -60, max: 360 }), fc.integer({ min: 3, max: 40 })), {
        maxLength: 16,
      }),
      askedTicksBefore: fc.integer({ min: -96, max: 576 }),
    })
    .map(({ date, taken, askedTicksBefore, ...rest }) => {
      const { startsAt } = dayBounds(date, zone);
      const rules: SlotRules = { timeZone: zone, ...rest };
      const busy = taken.map(([from, length]) => ({
        startsAt: startsAt + from * TICK_MS,
        endsAt: startsAt + (from + length) * TICK_MS,
      }));
      return { rules, date, busy, now: startsAt - askedTicksBefore * TICK_MS };
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
    fc.property(situation, ({ rules, date, busy, now }) => {
      for (const minutes of rules.durationsMinutes) {
        const listed = new Set(
          [addDays(date, -1), date].flatMap((day) => listStarts(rules, busy, day, minutes, now)),
        );
        for (const startsAt of ticksOf(date, rules.timeZone)) {
          expect(isBookable(rules, busy, startsAt, minutes, now).ok).toBe(listed.has(startsAt));
        }
      }
    }),
  );
});

test('a slot is bookable exactly if it is on sale, open, on the grid, free and leaves no gap nobody can buy', () => {
  fc.assert(
    fc.property(situation, ({ rules, date, busy, now }) => {
      const lastDate = addDays(localDateOf(now, rules.timeZone), rules.horizonDays);
      for (const minutes of rules.durationsMinutes) {
        for (const startsAt of ticksOf(date, rules.timeZone)) {
          const onSale = startsAt >= now + rules.leadMinutes * MINUTE_MS && date <= lastDate;
          const expected = onSale && isBookableByTicks(rules, busy, startsAt, minutes);
          expect(isBookable(rules, busy, startsAt, minutes, now).ok).toBe(expected);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a listed start lies in a window of its date, in order and once', () => {
  fc.assert(
    fc.property(situation, ({ rules, date, busy, now }) => {
      const windows = openWindows(rules, date);
      for (const minutes of rules.durationsMinutes) {
        const starts = listStarts(rules, busy, date, minutes, now);
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
    fc.property(situation, ({ rules, date, busy, now }) => {
      const open = { ...rules, gapRule: false };
      const [minutes = 60] = rules.durationsMinutes;
      const free = new Set(listStarts(open, [], date, minutes, now));
      for (const startsAt of listStarts(rules, busy, date, minutes, now)) expect(free).toContain(startsAt);
    }),
  );
});

test('the nearest starts are bookable, none is nearer, and none is missing', () => {
  fc.assert(
    fc.property(situation, fc.integer({ min: 0, max: 287 }), ({ rules, date, busy, now }, tick) => {
      const [minutes = 60] = rules.durationsMinutes;
      // A day on which the clocks go forward has fewer ticks.
      const ticks = ticksOf(date, rules.timeZone);
      const wanted = ticks[tick % ticks.length] ?? 0;
      const nearest = nearestStarts(rules, busy, wanted, minutes, now, 3);
      const reached = Math.max(0, ...nearest.map((startsAt) => Math.abs(startsAt - wanted)));
      for (const startsAt of nearest)
        expect(isBookable(rules, busy, startsAt, minutes, now)).toEqual({ ok: true });
      for (const startsAt of ticks) {
        const better = nearest.length < 3 || Math.abs(startsAt - wanted) < reached;
        if (better && isBookable(rules, busy, startsAt, minutes, now).ok) expect(nearest).toContain(startsAt);
      }
    }),
  );
});
