import {
  addDays,
  firstInstantOf,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  minuteOfDay,
  type TimeRange,
} from '@/lib/core/time';
import { type OpeningRules, openDay } from './open-day';

/** A busy time of the court. */
export type Busy = TimeRange;

/** What a club sells, and when. */
export type SlotRules = OpeningRules & {
  readonly durationsMinutes: readonly number[];
  /** The distance between starts in real time, counted from the opening. */
  readonly stepMinutes: number;
  /** How long before its start a slot can last be bought. */
  readonly leadMinutes: number;
  /** How many days after today the last day on sale is. */
  readonly horizonDays: number;
  /** The wall minute at which that last day opens for sale. Null means midnight. */
  readonly releaseMinute: number | null;
  /** Groups of people, by code. A null horizon is the club's. */
  readonly categories: readonly { readonly code: string; readonly horizonDays: number | null }[];
  /** Refuse a start that leaves a gap nobody can book. */
  readonly gapRule: boolean;
  /** When the club went on sale. Null before. */
  readonly publishedAt: Date | null;
  /** Since when nothing is sold online. Null otherwise. */
  readonly salesPausedAt: Date | null;
};

/** Why a slot cannot be booked. `dst_gap` is a wall time that does not exist (see `instantsOf`). */
export type NotBookable =
  | 'sales_paused'
  | 'in_past'
  | 'too_soon'
  | 'beyond_horizon'
  | 'closed'
  | 'off_grid'
  | 'duration_not_sold'
  | 'dst_gap'
  | 'taken'
  | 'leaves_gap';

/** A start as a club's rules alone judge it, before any court is looked at. */
type Start = {
  slot: TimeRange;
  /** In the order of `NotBookable`. */
  reasons: readonly NotBookable[];
  /** The open time around the slot. */
  stretch: TimeRange | undefined;
};

/**
 * Whether one court can be booked from an instant for so many minutes, or the first reason against it. `busy` must
 * hold all busy times within the shortest duration of the slot, in any order. The category, here as below, is that of
 * the player, whose horizon may be longer than the club's.
 */
export function isBookable(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
  category: string | null = null,
): { ok: true } | { ok: false; reason: NotBookable } {
  const [reason] = reasonsAgainst(rules, busy, startsAtMs, durationMinutes, nowMs, category);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

/** Every reason against a slot, in the order of `isBookable`. */
export function reasonsAgainst(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
  category: string | null = null,
): NotBookable[] {
  const start = judgeStart(rules, startsAtMs, durationMinutes, nowMs, category);
  const ofCourt = reasonOfCourt(rules, start, busy);
  return ofCourt ? [...start.reasons, ofCourt] : [...start.reasons];
}

/** What all courts of a club have in common at a start, so that it is judged once for them. */
export function judgeStart(
  rules: SlotRules,
  startsAt: number,
  durationMinutes: number,
  nowMs: number,
  category: string | null,
): Start {
  const reasons: NotBookable[] = [];
  if (!isOnSale(rules)) reasons.push('sales_paused');
  const sale = periodOnSale(rules, nowMs, category);
  if (startsAt < nowMs) reasons.push('in_past');
  else if (startsAt < sale.startsAt) reasons.push('too_soon');
  if (startsAt >= sale.endsAt) reasons.push('beyond_horizon');
  if (!rules.durationsMinutes.includes(durationMinutes)) reasons.push('duration_not_sold');
  const slot = { startsAt, endsAt: startsAt + durationMinutes * MINUTE_MS };
  const date = localDateOf(startsAt, rules.timeZone);
  const { windows, stretches } = openDay(rules, date);
  const stretch = stretches.find((open) => contains(open, slot));
  if (!stretch) reasons.push('closed');
  const onGrid = (window: TimeRange) => isOnGrid(rules, window, startsAt);
  if (stretch && !windows.some(onGrid) && !openDay(rules, addDays(date, -1)).windows.some(onGrid))
    reasons.push('off_grid');
  return { slot, reasons, stretch };
}

/** Why a court that is busy at these times cannot be booked at a start. Null when it can, as far as it is concerned. */
export function reasonOfCourt(
  rules: SlotRules,
  { slot, stretch }: Start,
  busy: readonly Busy[],
): 'taken' | 'leaves_gap' | null {
  if (busy.some((range) => range.startsAt < slot.endsAt && range.endsAt > slot.startsAt)) return 'taken';
  return stretch && leavesGap(freeAround(slot, stretch, busy), slot, shortestGapMs(rules))
    ? 'leaves_gap'
    : null;
}

/** Every bookable start, in order, of the windows that open on that date, also past midnight. */
export function listStarts(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationMinutes: number,
  nowMs: number,
  category: string | null = null,
): number[] {
  return listStartsByDuration(rules, busy, date, [durationMinutes], nowMs, category)[0] ?? [];
}

/** `listStarts` for several durations in one pass. The lists have the order of the durations. */
export function listStartsByDuration(
  rules: SlotRules,
  busy: readonly Busy[],
  date: LocalDate,
  durationsMinutes: readonly number[],
  nowMs: number,
  category: string | null = null,
): number[][] {
  const found = durationsMinutes.map((): number[] => []);
  if (!isOnSale(rules)) return found;
  const sale = periodOnSale(rules, nowMs, category);
  const { windows, stretches } = openDay(rules, date);
  for (const window of windows) {
    const onSale = overlap(window, sale);
    const stretch = stretches.find((open) => contains(open, window));
    if (!onSale || !stretch) continue;
    for (const free of freeRanges(stretch, busy)) {
      for (const [index, minutes] of durationsMinutes.entries()) {
        if (rules.durationsMinutes.includes(minutes))
          found[index]?.push(...startsWithin(rules, window, onSale, free, minutes));
      }
    }
  }
  return found;
}

/** The grid starts of a window that are on sale and whose slot is in a free range. */
function startsWithin(
  rules: SlotRules,
  window: TimeRange,
  onSale: TimeRange,
  free: TimeRange,
  minutes: number,
): number[] {
  const lengthMs = minutes * MINUTE_MS;
  const stepMs = rules.stepMinutes * MINUTE_MS;
  const shortestMs = shortestGapMs(rules);
  const earliest = Math.max(onSale.startsAt, free.startsAt);
  const latest = Math.min(onSale.endsAt - 1, free.endsAt - lengthMs);
  const first = window.startsAt + Math.ceil((earliest - window.startsAt) / stepMs) * stepMs;
  const starts: number[] = [];
  for (let startsAt = first; startsAt <= latest; startsAt += stepMs) {
    if (!leavesGap(free, { startsAt, endsAt: startsAt + lengthMs }, shortestMs)) starts.push(startsAt);
  }
  return starts;
}

/** Every start of the club's grid between two instants, both included, in order, free or not. */
export function listGrid(rules: SlotRules, { startsAt, endsAt }: TimeRange): number[] {
  const stepMs = rules.stepMinutes * MINUTE_MS;
  const starts = new Set<number>();
  const last = localDateOf(endsAt, rules.timeZone);
  // Windows of the evening before may run into the first day.
  for (let date = addDays(localDateOf(startsAt, rules.timeZone), -1); date <= last; date = addDays(date, 1)) {
    for (const window of openDay(rules, date).windows) {
      const steps = Math.max(0, Math.ceil((startsAt - window.startsAt) / stepMs));
      const first = window.startsAt + steps * stepMs;
      for (let start = first; start <= endsAt && start < window.endsAt; start += stepMs) starts.add(start);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

/** The bookable starts of the wanted one's date and the two beside it, nearest first. */
export function nearestStarts(
  rules: SlotRules,
  busy: readonly Busy[],
  startsAtMs: number,
  durationMinutes: number,
  nowMs: number,
  category: string | null = null,
): number[] {
  const date = localDateOf(startsAtMs, rules.timeZone);
  const starts = [-1, 0, 1].flatMap((days) =>
    listStarts(rules, busy, addDays(date, days), durationMinutes, nowMs, category),
  );
  return [...new Set(starts)].sort((a, b) => Math.abs(a - startsAtMs) - Math.abs(b - startsAtMs) || a - b);
}

/** Whether a club sells online: it was published and does not pause. */
export const isOnSale = ({ publishedAt, salesPausedAt }: Pick<SlotRules, 'publishedAt' | 'salesPausedAt'>) =>
  publishedAt !== null && salesPausedAt === null;

/** The same rules for those who may book also what is not sold online. */
export const asAtDesk = <Rules extends SlotRules>(rules: Rules): Rules =>
  isOnSale(rules) ? rules : { ...rules, publishedAt: new Date(0), salesPausedAt: null };

/** Starts in this range are neither too soon nor too far ahead. */
function periodOnSale(rules: SlotRules, nowMs: number, category: string | null): TimeRange {
  return {
    startsAt: nowMs + rules.leadMinutes * MINUTE_MS,
    endsAt: firstInstantOf(lastDateOnSale(rules, nowMs, category), 1440, rules.timeZone),
  };
}

/** The last local date that a player of that category may book at an instant. */
export function lastDateOnSale(rules: SlotRules, nowMs: number, category: string | null): LocalDate {
  const isReleased =
    rules.releaseMinute === null || minuteOfDay(nowMs, rules.timeZone) >= rules.releaseMinute;
  const days = horizonOf(rules, category) - (isReleased ? 0 : 1);
  return addDays(localDateOf(nowMs, rules.timeZone), days);
}

/** How many days ahead a player of that category may book. */
export const horizonOf = ({ categories, horizonDays }: SlotRules, category: string | null): number =>
  categories.find(({ code }) => code === category)?.horizonDays ?? horizonDays;

const contains = (outer: TimeRange, inner: TimeRange) =>
  outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt;

function overlap(a: TimeRange, b: TimeRange): TimeRange | null {
  const startsAt = Math.max(a.startsAt, b.startsAt);
  const endsAt = Math.min(a.endsAt, b.endsAt);
  return startsAt < endsAt ? { startsAt, endsAt } : null;
}

const isOnGrid = (rules: SlotRules, window: TimeRange, startsAt: number) =>
  startsAt >= window.startsAt &&
  startsAt < window.endsAt &&
  (startsAt - window.startsAt) % (rules.stepMinutes * MINUTE_MS) === 0;

/** The free ranges of a window, in order. */
function freeRanges(open: TimeRange, busy: readonly Busy[]): TimeRange[] {
  const taken = busy
    .filter((range) => range.startsAt < open.endsAt && range.endsAt > open.startsAt)
    .sort((a, b) => a.startsAt - b.startsAt);
  const free: TimeRange[] = [];
  let from = open.startsAt;
  for (const range of taken) {
    if (range.startsAt > from) free.push({ startsAt: from, endsAt: range.startsAt });
    from = Math.max(from, range.endsAt);
  }
  if (open.endsAt > from) free.push({ startsAt: from, endsAt: open.endsAt });
  return free;
}

/** The free range around a slot that nothing takes. */
function freeAround(slot: TimeRange, open: TimeRange, busy: readonly Busy[]): TimeRange {
  let { startsAt, endsAt } = open;
  for (const range of busy) {
    if (range.endsAt <= slot.startsAt) startsAt = Math.max(startsAt, range.endsAt);
    else if (range.startsAt >= slot.endsAt) endsAt = Math.min(endsAt, range.startsAt);
  }
  return { startsAt, endsAt };
}

/** A shorter gap cannot be sold. 0 where the club allows gaps. */
const shortestGapMs = (rules: SlotRules) =>
  rules.gapRule ? Math.min(...rules.durationsMinutes) * MINUTE_MS : 0;

/**
 * Calpendo's rule (https://docs.exprodo.com/calpendo/cal_interval_rule.htm): only a booking that closes the
 * free range on one side may leave a gap too short to sell on the other.
 */
function leavesGap(free: TimeRange, slot: TimeRange, shortestMs: number): boolean {
  const before = slot.startsAt - free.startsAt;
  const after = free.endsAt - slot.endsAt;
  return before > 0 && after > 0 && (before < shortestMs || after < shortestMs);
}
