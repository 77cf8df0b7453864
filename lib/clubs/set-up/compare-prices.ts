import { type OpeningRules, openDay } from '@/lib/availability/open-day';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { momentsOf, type PriceRule, pricesWithin } from '@/lib/catalogue/price';
import { addDays, type LocalDate, localDateOf, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/** How many days on the prices are compared. */
const DAYS_COMPARED = 14;

/** A start of one court and one length, with what it cost and what it would cost for the public. Null is not sold. */
export type PriceCell = {
  courtId: number;
  startsAt: number;
  minutes: number;
  before: number | null;
  after: number | null;
};

/** What decides the prices of a club beside its rules. */
type PricedClub = OpeningRules & {
  readonly currency: string;
  readonly holidays: ReadonlySet<LocalDate>;
  readonly courts: readonly { readonly id: number; readonly retiresOn: LocalDate | null }[];
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
  const days = dates.flatMap((date) => dayOf(club, rules, date) ?? []);
  const alike = courtsAlike(club, [...rules.before, ...rules.after]);
  return alike.flatMap((courtIds) => {
    const [courtId] = courtIds;
    if (courtId === undefined) return [];
    const cells = cellsOf(club, courtId, days, nowMs);
    return club.courts
      .filter(({ id }) => courtIds.includes(id))
      .flatMap((court) =>
        cells
          .filter(({ startsAt }) => isSoldOn(court, localDateOf(startsAt, club.timeZone)))
          .map((cell) => ({ ...cell, courtId: court.id })),
      );
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

function cellsOf(club: PricedClub, courtId: number, days: readonly PricedDay[], nowMs: number): PriceCell[] {
  const { timeZone, currency, holidays, durationsMinutes, stepMinutes } = club;
  const court = { courtId, category: null, timeZone, currency, holidays };
  const cells: PriceCell[] = [];
  for (const { windows, before, after } of days) {
    const was = pricesWithin(before.rules, court, before.moments);
    const is = pricesWithin(after.rules, court, after.moments);
    for (const { startsAt: opensAt, endsAt: closesAt } of windows) {
      for (let startsAt = opensAt; startsAt < closesAt; startsAt += stepMinutes * MINUTE_MS) {
        if (startsAt < nowMs) continue;
        for (const minutes of durationsMinutes) {
          const endsAt = startsAt + minutes * MINUTE_MS;
          const cell = {
            courtId,
            startsAt,
            minutes,
            before: was(startsAt, endsAt),
            after: is(startsAt, endsAt),
          };
          if (cell.before !== cell.after) cells.push(cell);
        }
      }
    }
  }
  return cells;
}

/** A day with what its prices are computed of, once for all courts. */
type PricedDay = {
  windows: readonly TimeRange[];
  before: Prepared;
  after: Prepared;
};
type Prepared = { rules: readonly PriceRule[]; moments: ReturnType<typeof momentsOf> };

function dayOf(
  club: PricedClub,
  { before, after }: { before: readonly PriceRule[]; after: readonly PriceRule[] },
  date: LocalDate,
): PricedDay | null {
  const { windows } = openDay(club, date);
  const [first, last] = [windows[0], windows.at(-1)];
  if (!first || !last) return null;
  const longestMs = Math.max(...club.durationsMinutes) * MINUTE_MS;
  const stretch = {
    startsAt: first.startsAt,
    endsAt: last.endsAt + longestMs,
    timeZone: club.timeZone,
  };
  const prepared = (rules: readonly PriceRule[]) => ({ rules, moments: momentsOf(rules, stretch) });
  return { windows, before: prepared(before), after: prepared(after) };
}
