import { type OpeningRules, wallWindows } from '@/lib/availability/open-day';
import type { WallWindow } from '@/db/schema';
import {
  addDays,
  clockChangesBetween,
  dayBounds,
  firstInstantOf,
  instantsOf,
  type LocalDate,
  localDateOf,
  type TimeRange,
} from '@/lib/core/time';

/** A window with an edge that the wall clock skips on its date, and when it is instead. */
export type MovedWindow = TimeRange & { date: LocalDate; window: WallWindow };

/** The windows of a year from a date on that begin or end at a time which does not exist there. */
export function movedByClocks(rules: OpeningRules, from: LocalDate): MovedWindow[] {
  const { startsAt } = dayBounds(from, rules.timeZone);
  const { endsAt } = dayBounds(addDays(from, 366), rules.timeZone);
  const changes = clockChangesBetween(startsAt, endsAt, rules.timeZone);
  // A window of the evening before may end in the skipped hour.
  const dates = changes
    .map((ms) => localDateOf(ms, rules.timeZone))
    .flatMap((date) => [addDays(date, -1), date]);
  return dates.flatMap((date) =>
    wallWindows(rules, date)
      .filter(({ opensMinute, closesMinute }) =>
        [opensMinute, closesMinute].some((minute) => instantsOf(date, minute, rules.timeZone).length === 0),
      )
      .map((window) => ({
        date,
        window,
        startsAt: firstInstantOf(date, window.opensMinute, rules.timeZone),
        endsAt: firstInstantOf(date, window.closesMinute, rules.timeZone),
      })),
  );
}
