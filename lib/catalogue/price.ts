import type { PriceLine } from '@/db/schema/reservations';
import { roundMoney } from '@/lib/core/money';
import {
  addDays,
  clockChangesBetween,
  instantsOf,
  type LocalDate,
  localDateOf,
  MINUTE_MS,
  minuteOfDay,
  weekdayOf,
} from '@/lib/core/time';

/** One rule of a club's price list. A null condition matches everything. */
export type PriceRule = {
  id: number;
  name: { es: string; en: string };
  courtIds: readonly number[] | null;
  /** ISO weekdays. */
  weekdays: readonly number[] | null;
  /** Wall minutes of the day, half-open. An `untilMinute` at or before `fromMinute` is on the next day. */
  fromMinute: number | null;
  untilMinute: number | null;
  /** Local dates, both inclusive. */
  seasonFrom: string | null;
  seasonUntil: string | null;
  /** True for public holidays alone, false for all other days. */
  onHolidays: boolean | null;
  /** How long the whole slot is. */
  durationsMinutes: readonly number[] | null;
  category: string | null;
  pricePerHourMinor: number;
};

export type PricedSlot = {
  courtId: number;
  /** The player's category at the club, null for the public. */
  category: string | null;
  startsAt: number;
  endsAt: number;
  timeZone: string;
  currency: string;
  /** The club's public holidays, as local dates. */
  holidays: ReadonlySet<LocalDate>;
};

/**
 * What a slot costs in minor units of the club's currency, and why: each minute has the price of the first rule that
 * matches it, by real elapsed time, and the total is rounded once (`roundMoney`). Null when a minute has no rule, so
 * that a forgotten hour is not free.
 */
export function priceSlot(
  rules: readonly PriceRule[],
  slot: PricedSlot,
): { totalMinor: number; lines: PriceLine[] } | null {
  const lines: PriceLine[] = [];
  // Summed in minor units times minutes, so that only the total is rounded.
  let minorMinutes = 0;
  const cuts = cutsOf(rules, slot);
  for (const [index, startsAt] of cuts.entries()) {
    const minutes = ((cuts[index + 1] ?? slot.endsAt) - startsAt) / MINUTE_MS;
    const rule = ruleAt(rules, slot, startsAt);
    if (!rule) return null;
    minorMinutes += minutes * rule.pricePerHourMinor;
    addMinutes(lines, rule, minutes);
  }
  return { totalMinor: roundMoney(minorMinutes / 60, slot.currency), lines };
}

/** The slot's start and every later instant at which another rule may match. */
function cutsOf(
  rules: readonly PriceRule[],
  { startsAt, endsAt, timeZone }: Pick<PricedSlot, 'startsAt' | 'endsAt' | 'timeZone'>,
): number[] {
  const cuts = new Set([startsAt, ...clockChangesBetween(startsAt, endsAt, timeZone)]);
  const edges = new Set(rules.flatMap((rule) => [rule.fromMinute ?? 0, rule.untilMinute ?? 1440]));
  const lastDate = localDateOf(endsAt, timeZone);
  for (let date = localDateOf(startsAt, timeZone); date <= lastDate; date = addDays(date, 1)) {
    for (const edge of edges) {
      for (const instant of instantsOf(date, edge, timeZone)) {
        if (instant > startsAt && instant < endsAt) cuts.add(instant);
      }
    }
  }
  return [...cuts].sort((a, b) => a - b);
}

/** What the prices of a court depend on beside the time. */
type PricedCourt = Omit<PricedSlot, 'startsAt' | 'endsAt'>;

/** A moment on the wall of a club. */
type Moment = { ms: number; date: LocalDate; minute: number };

/**
 * Prices many slots within a stretch of time, each as `priceSlot` does, but reads the clock once for all of them. The
 * moments of one stretch serve every court that has the same rules (`momentsOf`).
 */
export function pricesWithin(
  rules: readonly PriceRule[],
  court: PricedCourt,
  moments: readonly Moment[],
): (startsAt: number, endsAt: number) => number | null {
  const byLength = new Map<number, (PriceRule | undefined)[]>();
  const deciding = (minutes: number) => {
    const known = byLength.get(minutes);
    if (known) return known;
    const found = moments.map((moment) => rules.find(fitsMoment(court, minutes, moment)));
    byLength.set(minutes, found);
    return found;
  };
  return (startsAt, endsAt) => {
    const found = deciding((endsAt - startsAt) / MINUTE_MS);
    let minorMinutes = 0;
    for (const [index, { ms }] of moments.entries()) {
      if (ms >= endsAt) break;
      const until = Math.min(moments[index + 1]?.ms ?? endsAt, endsAt);
      if (until <= startsAt) continue;
      const rule = found[index];
      if (!rule) return null;
      minorMinutes += ((until - Math.max(ms, startsAt)) / MINUTE_MS) * rule.pricePerHourMinor;
    }
    return roundMoney(minorMinutes / 60, court.currency);
  };
}

/** The start of a stretch and every later moment in it at which another rule may decide. */
export function momentsOf(
  rules: readonly PriceRule[],
  stretch: { startsAt: number; endsAt: number; timeZone: string },
): Moment[] {
  const at = (ms: number): Moment => ({
    ms,
    date: localDateOf(ms, stretch.timeZone),
    minute: minuteOfDay(ms, stretch.timeZone),
  });
  return cutsOf(rules, stretch).map(at);
}

const ruleAt = (rules: readonly PriceRule[], slot: PricedSlot, ms: number): PriceRule | undefined =>
  rules.find(fitsAt(slot, ms));

/** Whether no rule names a court, so that all courts have one price. */
export const priceCourtsAlike = (rules: readonly Pick<PriceRule, 'courtIds'>[]): boolean =>
  rules.every(({ courtIds }) => courtIds === null);

/** Every rule that fits a slot at one of its instants, in order, of which the first decides. */
export const rulesAt = <Rule extends PriceRule>(
  rules: readonly Rule[],
  slot: PricedSlot,
  ms: number,
): Rule[] => rules.filter(fitsAt(slot, ms));

function fitsAt(slot: PricedSlot, ms: number): (rule: PriceRule) => boolean {
  const date = localDateOf(ms, slot.timeZone);
  const minute = minuteOfDay(ms, slot.timeZone);
  return fitsMoment(slot, (slot.endsAt - slot.startsAt) / MINUTE_MS, { ms, date, minute });
}

const fitsMoment =
  ({ courtId, category, holidays }: PricedCourt, slotMinutes: number, { date, minute }: Moment) =>
  (rule: PriceRule): boolean =>
    (rule.courtIds?.includes(courtId) ?? true) &&
    (rule.category === null || rule.category === category) &&
    (rule.durationsMinutes?.includes(slotMinutes) ?? true) &&
    matchesTime(rule, holidays, date, minute);

/** A rule over midnight belongs to the day on which it begins. */
function matchesTime(
  rule: PriceRule,
  holidays: PricedSlot['holidays'],
  date: LocalDate,
  minute: number,
): boolean {
  const from = rule.fromMinute ?? 0;
  const until = rule.untilMinute ?? 1440;
  if (from < until) return minute >= from && minute < until && matchesDate(rule, holidays, date);
  if (minute >= from) return matchesDate(rule, holidays, date);
  return minute < until && matchesDate(rule, holidays, addDays(date, -1));
}

function matchesDate(rule: PriceRule, holidays: PricedSlot['holidays'], date: LocalDate): boolean {
  return (
    (rule.weekdays?.includes(weekdayOf(date)) ?? true) &&
    (rule.seasonFrom === null || date >= rule.seasonFrom) &&
    (rule.seasonUntil === null || date <= rule.seasonUntil) &&
    (rule.onHolidays === null || rule.onHolidays === holidays.has(date))
  );
}

/** Lengthens the last line while its rule lasts, also across midnight, or begins the next one. */
function addMinutes(lines: PriceLine[], rule: PriceRule, minutes: number): void {
  const last = lines.at(-1);
  const before = last?.ruleId === rule.id ? (lines.pop()?.minutes ?? 0) : 0;
  lines.push({
    ruleId: rule.id,
    rule: rule.name,
    minutes: before + minutes,
    pricePerHourMinor: rule.pricePerHourMinor,
    amountMinor: ((before + minutes) * rule.pricePerHourMinor) / 60,
  });
}
