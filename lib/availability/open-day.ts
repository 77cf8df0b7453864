import { addDays, firstInstantOf, type LocalDate, type TimeRange, weekdayOf } from '@/lib/core/time';

/** A club's opening hours. Results are remembered by object, so it must not change after first use. */
export type OpeningRules = {
  readonly timeZone: string;
  /** Wall time. `weekday` is ISO; `closesMinute` is above 1440 past midnight and at most 2880. */
  readonly openingHours: readonly { weekday: number; opensMinute: number; closesMinute: number }[];
};

/** The windows of a date, alone and joined with those of the dates around it. */
export type OpenDay = { windows: readonly TimeRange[]; stretches: readonly TimeRange[] };

/** More than any club sells ahead. */
const DAYS_KEPT = 128;
const openDays = new WeakMap<OpeningRules, Map<LocalDate, OpenDay>>();

/** Remembered, because every court of a club asks for the same days and zone arithmetic is slow. */
export function openDay(rules: OpeningRules, date: LocalDate): OpenDay {
  const days = openDays.get(rules) ?? new Map<LocalDate, OpenDay>();
  const known = days.get(date);
  if (known) return known;
  const nearby = [-2, -1, 0, 1, 2, 3].map((offset) => openWindows(rules, addDays(date, offset)));
  const day = { windows: openWindows(rules, date), stretches: merge(nearby.flat()) };
  if (days.size >= DAYS_KEPT) days.clear();
  openDays.set(rules, days.set(date, day));
  return day;
}

/**
 * A club's windows on that date, in order, with touching ones joined. A time in the spring gap moves to the first
 * minute that exists, and one that comes twice means the first.
 */
export function openWindows(rules: OpeningRules, date: LocalDate): TimeRange[] {
  const weekday = weekdayOf(date);
  return merge(
    rules.openingHours
      .filter((hours) => hours.weekday === weekday)
      .map((hours) => ({
        startsAt: firstInstantOf(date, hours.opensMinute, rules.timeZone),
        endsAt: firstInstantOf(date, hours.closesMinute, rules.timeZone),
      })),
  );
}

function merge(ranges: readonly TimeRange[]): TimeRange[] {
  const merged: TimeRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const last = merged.at(-1);
    if (range.endsAt <= range.startsAt) continue;
    if (last && range.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, range.endsAt);
    else merged.push({ ...range });
  }
  return merged;
}
