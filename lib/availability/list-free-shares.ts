import { type Club, clubsIn, comparedClubs } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { addDays, dayBounds, HOUR_MS, type LocalDate, localDateOf, type TimeRange } from '@/lib/core/time';
import { listBusy } from './busy';
import { type Buyer, categoryAt, readBuyer } from './buyer';
import { readTaken, type Selling } from './court-days/read-taken';
import { openDay } from './open-day';
import { type Busy, isOnSale, lastDateOnSale } from './slots';

/**
 * From 0, all taken, to 1, all free. `not_yet` where the asking person may not book the day yet, and `closed` where
 * nothing is sold that day.
 */
export type FreeShare = { date: LocalDate; share: number | 'closed' | 'not_yet' };

const DAYS = 14;

/**
 * The free share of each coming day over all courts of some clubs, for the day strip, from what takes them at this
 * moment. It begins today, which at a club far away may still be yesterday.
 */
export async function listFreeShares(
  ctx: Context,
  clubs: readonly Club[],
  days = DAYS,
): Promise<FreeShare[]> {
  const stretch = stretchOf(ctx, clubs, days);
  if (stretch === null) return [];
  const courtIds = clubs.flatMap((club) => club.courts.map(({ id }) => id));
  const [buyer, busy] = await Promise.all([
    readBuyer(ctx),
    listBusy(stretch.startsAt, stretch.endsAt, courtIds),
  ]);
  return sharesOf(ctx, buyer, clubs, stretch, async (selling) => {
    const takenOn = (date: LocalDate) =>
      sum(sellingOn(selling, date), ({ club }) => takenOf(club, busy, date));
    return new Map(stretch.dates.map((date) => [date, takenOn(date)]));
  });
}

/**
 * The same for all clubs of a city, or for those that stand for all. What is taken is what was last counted of courts,
 * so it may be a minute old.
 */
export async function listFreeSharesIn(ctx: Context, city: string | null): Promise<FreeShare[]> {
  const clubs = await (city === null ? comparedClubs() : clubsIn(city));
  const stretch = stretchOf(ctx, clubs, DAYS);
  if (stretch === null) return [];
  const buyer = await readBuyer(ctx);
  return sharesOf(ctx, buyer, clubs, stretch, (selling) => readTaken(selling, stretch.dates));
}

type Stretch = { dates: readonly LocalDate[]; startsAt: number; endsAt: number };

/** The coming days as most of the clubs count them. Null without clubs. */
function stretchOf({ now }: Context, clubs: readonly Club[], days: number): Stretch | null {
  const nowMs = now.getTime();
  const [most] = [...groupBy(clubs, (club) => localDateOf(nowMs, club.timeZone))].toSorted(
    ([, some], [, others]) => others.length - some.length,
  );
  const first = most?.[1][0];
  if (!most || !first) return null;
  const [today] = most;
  return {
    dates: Array.from({ length: days }, (_, index) => addDays(today, index)),
    // The day begins some hours earlier in other zones.
    startsAt: dayBounds(today, first.timeZone).startsAt - 12 * HOUR_MS,
    endsAt: dayBounds(addDays(today, days), first.timeZone).endsAt,
  };
}

/** How long the courts that a club sells on a date are taken within its hours, in milliseconds. */
function takenOf(club: Club, busy: ReadonlyMap<number, readonly Busy[]>, date: LocalDate): number {
  const { windows } = openDay(club, date);
  return sum(soldOn(club, date), ({ id }) =>
    sum(windows, (window) => total((busy.get(id) ?? []).map((slot) => clip(slot, window)))),
  );
}

/** The shares over the clubs of which the asking person may book the day. */
async function sharesOf(
  ctx: Context,
  buyer: Buyer,
  clubs: readonly Club[],
  { dates }: Stretch,
  readTakenMs: (selling: readonly Selling[]) => Promise<ReadonlyMap<LocalDate, number>>,
): Promise<FreeShare[]> {
  const selling = clubs.filter(isOnSale).map((club) => ({
    club,
    lastDate: lastDateOnSale(club, ctx.now.getTime(), categoryAt(buyer, club.id)),
  }));
  const takenMs = await readTakenMs(selling);
  return dates.map((date) => {
    const open = sellingOn(selling, date);
    if (selling.length > 0 && open.length === 0) return { date, share: 'not_yet' };
    const openMs = sum(open, ({ club }) => countSold(club, date) * openDay(club, date).openMs);
    return { date, share: openMs === 0 ? 'closed' : Math.max(0, 1 - (takenMs.get(date) ?? 0) / openMs) };
  });
}

const sellingOn = (selling: readonly Selling[], date: LocalDate) =>
  selling.filter(({ lastDate }) => date <= lastDate);
const soldOn = (club: Club, date: LocalDate) => club.courts.filter((court) => isSoldOn(court, date));
const countSold = (club: Club, date: LocalDate) => sum(club.courts, (court) => Number(isSoldOn(court, date)));

const clip = (slot: TimeRange, window: TimeRange): TimeRange => ({
  startsAt: Math.max(slot.startsAt, window.startsAt),
  endsAt: Math.min(slot.endsAt, window.endsAt),
});
const sum = <T>(items: readonly T[], of: (item: T) => number) =>
  items.reduce((all, item) => all + of(item), 0);
const total = (ranges: readonly TimeRange[]) =>
  sum(ranges, ({ startsAt, endsAt }) => Math.max(0, endsAt - startsAt));
