import { type OpeningRules, openDay } from '@/lib/availability/open-day';
import { type PriceRule, priceSlot } from '@/lib/catalogue/price';
import { addDays, type LocalDate, localDateOf, MINUTE_MS } from '@/lib/core/time';

/** How many days on the prices are compared. */
const DAYS_COMPARED = 14;

/** A start of one court and one length, with what it cost and what it would cost for the public. Null is not sold. */
export type PriceCell = {
  courtId: number;
  startsAt: number;
  minutes: number;
  before: number | null;
  after: number | null;
  /** The rule that would decide its first minute. */
  ruleId: number | null;
};

/** What decides the prices of a club beside its rules. */
type PricedClub = OpeningRules & {
  readonly currency: string;
  readonly holidays: ReadonlySet<LocalDate>;
  readonly courts: readonly { readonly id: number }[];
  readonly durationsMinutes: readonly number[];
  readonly stepMinutes: number;
};

/**
 * Every start of the next fourteen days whose price changes, by court and time. Courts that no rule tells apart are
 * priced once.
 */
export function changedPrices(
  club: PricedClub,
  rules: { before: readonly PriceRule[]; after: readonly PriceRule[] },
  nowMs: number,
): PriceCell[] {
  const today = localDateOf(nowMs, club.timeZone);
  const dates = Array.from({ length: DAYS_COMPARED }, (_, day) => addDays(today, day));
  const alike = courtsAlike(club, [...rules.before, ...rules.after]);
  return alike.flatMap((courtIds) => {
    const [courtId] = courtIds;
    if (courtId === undefined) return [];
    const cells = dates.flatMap((date) => cellsOf(club, courtId, rules, date, nowMs));
    return courtIds.flatMap((id) => cells.map((cell) => ({ ...cell, courtId: id })));
  });
}

/** Groups of courts that the same rules name. */
function courtsAlike({ courts }: PricedClub, rules: readonly PriceRule[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const { id } of courts) {
    const named = rules
      .map(({ courtIds }) => (courtIds === null || courtIds.includes(id) ? '1' : '0'))
      .join('');
    groups.set(named, [...(groups.get(named) ?? []), id]);
  }
  return [...groups.values()];
}

function cellsOf(
  club: PricedClub,
  courtId: number,
  { before, after }: { before: readonly PriceRule[]; after: readonly PriceRule[] },
  date: LocalDate,
  nowMs: number,
): PriceCell[] {
  const { timeZone, currency, holidays, durationsMinutes, stepMinutes } = club;
  const cells: PriceCell[] = [];
  for (const { startsAt: opensAt, endsAt: closesAt } of openDay(club, date).windows) {
    for (let startsAt = opensAt; startsAt < closesAt; startsAt += stepMinutes * MINUTE_MS) {
      if (startsAt < nowMs) continue;
      for (const minutes of durationsMinutes) {
        const endsAt = startsAt + minutes * MINUTE_MS;
        const slot = { courtId, category: null, startsAt, endsAt, timeZone, currency, holidays };
        const [was, is] = [priceSlot(before, slot), priceSlot(after, slot)];
        if (was?.totalMinor === is?.totalMinor) continue;
        cells.push({
          courtId,
          startsAt,
          minutes,
          before: was?.totalMinor ?? null,
          after: is?.totalMinor ?? null,
          ruleId: is?.lines[0]?.ruleId ?? null,
        });
      }
    }
  }
  return cells;
}
