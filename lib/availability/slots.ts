import { addDays, firstInstantOf, type LocalDate, localDateOf, MINUTE_MS, weekdayOf } from '../time';

/** A half-open range of epoch milliseconds. */
type Range = { startsAt: number; endsAt: number };

/** Something that takes the court. */
export type Busy = Range;

/** What a club sells, and when. Its answers are remembered by object, so it must not be changed once used. */
export type SlotRules = {
  readonly timeZone: string;
  readonly durationsMinutes: readonly number[];
  /** Starts stand this far apart, in real time, from the moment of opening. */
  readonly stepMinutes: number;
  /** How long before its start a slot can last be bought. */
  readonly leadMinutes: number;
  /** How many days after today the last day on sale is. */
  readonly horizonDays: number;
  readonly gapRule: boolean;
  /** Wall time; `weekday` is ISO, `closesMinute` is above 1440 past midnight and at most 2880. */
  readonly openingHours: readonly { weekday: number; opensMinute: number; closesMinute: number }[];
};

/** Why a slot cannot be booked. `dst_gap` is for a wall time that names no instant (see `instantsOf`). */
export type NotBookable =
  | 'in_past'
  | 'too_soon'
  | 'beyond_horizon'
  | 'closed'
  | 'off_grid'
  | 'duration_not_sold'
  | 'dst_gap'
  | 'taken'
  | 'leaves_gap';

/**
 * When the club opens on that date, in order; windows that touch or overlap are one.
 * An opening or closing inside the gap of a clock change moves to the first minute that exists; one that
 * the clock shows twice means the first.
 */
export function openWindows(rules: SlotRules, date: LocalDate): Range[] {
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

/** Whether one court can be booked from an instant for so many minutes, and if not, the first reason that forbids it. */
export function isBookable(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
): { ok: true } | { ok: false; reason: NotBookable } {
  const reason = whyNot(rules, busy, startsAtMs, durationMinutes, nowMs);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function whyNot(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAt: number,
  durationMinutes: number,
  nowMs: number,
): NotBookable | null {
  const slot = { startsAt, endsAt: startsAt + durationMinutes * MINUTE_MS };
  if (!rules.durationsMinutes.includes(durationMinutes)) return 'duration_not_sold';
  if (startsAt < nowMs) return 'in_past';
  if (startsAt < nowMs + rules.leadMinutes * MINUTE_MS) return 'too_soon';
  const date = localDateOf(startsAt, rules.timeZone);
  if (date > lastDateOnSale(rules, nowMs)) return 'beyond_horizon';
  const today = openDay(rules, date);
  const stretch = today.stretches.find((open) => contains(open, slot));
  if (!stretch) return 'closed';
  const windows = [...openDay(rules, addDays(date, -1)).windows, ...today.windows];
  if (!windows.some((window) => isOnGrid(rules, window, startsAt))) return 'off_grid';
  const free = freeRanges(stretch, busy).find((range) => contains(range, slot));
  if (!free) return 'taken';
  return leavesGap(rules, free, slot.startsAt, slot.endsAt) ? 'leaves_gap' : null;
}

/** Every bookable start, in order, of the windows that open on that date, some of which may lie past midnight. */
export function listStarts(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationMinutes: number,
  nowMs: number,
): number[] {
  return listStartsByDuration(rules, busy, date, [durationMinutes], nowMs)[0] ?? [];
}

/** `listStarts` for several durations in one walk; the answer's lists stand in the order of the durations. */
export function listStartsByDuration(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationsMinutes: readonly number[],
  nowMs: number,
): number[][] {
  return durationsMinutes.map((durationMinutes) => {
    const starts: number[] = [];
    for (const window of openWindows(rules, date))
      for (let at = window.startsAt; at < window.endsAt; at += rules.stepMinutes * MINUTE_MS)
        if (isBookable(rules, busy, at, durationMinutes, nowMs).ok) starts.push(at);
    return starts;
  });
}

/** Up to `count` bookable starts nearest to the one wanted, nearest first, from its date and the two beside it. */
export function nearestStarts(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
  count: number,
): number[] {
  const date = localDateOf(startsAtMs, rules.timeZone);
  const starts = [-1, 0, 1].flatMap((days) =>
    listStarts(rules, busy, addDays(date, days), durationMinutes, nowMs),
  );
  return [...new Set(starts)]
    .sort((a, b) => Math.abs(a - startsAtMs) - Math.abs(b - startsAtMs) || a - b)
    .slice(0, count);
}

const lastDateOnSale = (rules: SlotRules, nowMs: number) =>
  addDays(localDateOf(nowMs, rules.timeZone), rules.horizonDays);

type OpenDay = { windows: Range[]; stretches: Range[] };

function openDay(rules: SlotRules, date: LocalDate): OpenDay {
  return {
    windows: openWindows(rules, date),
    stretches: merge([-2, -1, 0, 1, 2, 3].flatMap((days) => openWindows(rules, addDays(date, days)))),
  };
}

function merge(ranges: Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of ranges.sort((a, b) => a.startsAt - b.startsAt)) {
    const last = merged.at(-1);
    if (range.endsAt <= range.startsAt) continue;
    if (last && range.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, range.endsAt);
    else merged.push({ ...range });
  }
  return merged;
}

const contains = (outer: Range, inner: Range) =>
  outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt;

const isOnGrid = (rules: SlotRules, window: Range, startsAt: number) =>
  startsAt >= window.startsAt &&
  startsAt < window.endsAt &&
  (startsAt - window.startsAt) % (rules.stepMinutes * MINUTE_MS) === 0;

function freeRanges(open: Range, busy: readonly Busy[]): Range[] {
  const taken = busy
    .filter((range) => range.startsAt < open.endsAt && range.endsAt > open.startsAt)
    .sort((a, b) => a.startsAt - b.startsAt);
  const free: Range[] = [];
  let from = open.startsAt;
  for (const range of taken) {
    if (range.startsAt > from) free.push({ startsAt: from, endsAt: range.startsAt });
    from = Math.max(from, range.endsAt);
  }
  if (open.endsAt > from) free.push({ startsAt: from, endsAt: open.endsAt });
  return free;
}

/** Calpendo's rule (https://docs.exprodo.com/calpendo/cal_interval_rule.htm): a gap too short to sell is left only by a booking that closes the free time on its other side. */
function leavesGap(rules: SlotRules, free: Range, startsAt: number, endsAt: number): boolean {
  if (!rules.gapRule) return false;
  const shortestMs = Math.min(...rules.durationsMinutes) * MINUTE_MS;
  const before = startsAt - free.startsAt;
  const after = free.endsAt - endsAt;
  return (before > 0 && before < shortestMs && after > 0) || (after > 0 && after < shortestMs && before > 0);
}
