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
function cutsOf(rules: readonly PriceRule[], slot: PricedSlot): number[] {
  const { startsAt, endsAt, timeZone } = slot;
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

const ruleAt = (rules: readonly PriceRule[], slot: PricedSlot, ms: number): PriceRule | undefined =>
  rules.find(fitsAt(slot, ms));

/** Every rule that fits a slot at one of its instants, in order, of which the first decides. */
export const rulesAt = <Rule extends PriceRule>(
  rules: readonly Rule[],
  slot: PricedSlot,
  ms: number,
): Rule[] => rules.filter(fitsAt(slot, ms));

function fitsAt(slot: PricedSlot, ms: number): (rule: PriceRule) => boolean {
  const date = localDateOf(ms, slot.timeZone);
  const minute = minuteOfDay(ms, slot.timeZone);
  const slotMinutes = (slot.endsAt - slot.startsAt) / MINUTE_MS;
  return (rule) =>
    (rule.courtIds?.includes(slot.courtId) ?? true) &&
    (rule.category === null || rule.category === slot.category) &&
    (rule.durationsMinutes?.includes(slotMinutes) ?? true) &&
    matchesTime(rule, slot.holidays, date, minute);
}

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
