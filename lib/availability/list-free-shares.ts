import { z } from 'zod';
import { type Club, clubsIn, comparedClubs } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { addDays, dayBounds, HOUR_MS, type LocalDate, localDateOf, type TimeRange } from '@/lib/core/time';
import { cached } from '@/lib/services/redis/cache';
import { listBusy } from './busy';
import { categoryAt, readBuyer } from './buyer';
import { openWindows } from './open-day';
import { type Busy, isOnSale, lastDateOnSale } from './slots';

/**
 * From 0, all taken, to 1, all free. `not_yet` where the asking person may not book the day yet, and `closed` where
 * nothing is sold that day.
 */
export type FreeShare = { date: LocalDate; share: number | 'closed' | 'not_yet' };

const DAYS = 14;

/**
 * The free share of each coming day over all courts of some clubs, for the day strip. It begins today, which at a
 * club far away may still be yesterday.
 */
export async function listFreeShares(
  ctx: Context,
  clubs: readonly Club[],
  days = DAYS,
): Promise<FreeShare[]> {
  const stretch = stretchOf(ctx, clubs, days);
  return stretch === null ? [] : sharesOf(ctx, clubs, stretch, loadDays(clubs, stretch));
}

const loadsSchema = z.record(z.string(), z.array(z.tuple([z.number(), z.number()])));
const LOADS_SECONDS = 60;

/**
 * The same for all clubs of a city, or for those that stand for all. What is taken is at most a minute old, so that their bookings
 * are not read for each reader.
 */
export async function listFreeSharesIn(ctx: Context, city: string | null): Promise<FreeShare[]> {
  const asked = await (city === null ? comparedClubs() : clubsIn(city));
  const stretch = stretchOf(ctx, asked, DAYS);
  if (stretch === null) return [];
  const key = `free-shares:${city ?? '*'}:${stretch.dates[0]}`;
  const load = () => loadDays(asked, stretch);
  return sharesOf(ctx, asked, stretch, cached(key, loadsSchema, LOADS_SECONDS, load, { tags: ['clubs'] }));
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
    startsAt: nowMs - 12 * HOUR_MS,
    endsAt: dayBounds(addDays(today, days), first.timeZone).endsAt,
  };
}

/** How long the courts of each club, by its id, are open on each date, and how long of it taken, in milliseconds. */
type Loads = Readonly<Record<string, [openMs: number, takenMs: number][]>>;

async function loadDays(clubs: readonly Club[], { dates, startsAt, endsAt }: Stretch): Promise<Loads> {
  const courtIds = clubs.flatMap((club) => club.courts.map((court) => court.id));
  const busy = await listBusy(startsAt, endsAt, courtIds);
  return Object.fromEntries(
    clubs.map((club) => [String(club.id), dates.map((date) => addUp(club, busy, date))]),
  );
}

/** Without the courts that are not sold on the date. */
function addUp(club: Club, busy: ReadonlyMap<number, readonly Busy[]>, date: LocalDate): [number, number] {
  const windows = openWindows(club, date);
  const courts = club.courts.filter((one) => isSoldOn(one, date));
  const taken = courts.flatMap((court) =>
    windows.map((window) => total((busy.get(court.id) ?? []).map((slot) => clip(slot, window)))),
  );
  return [courts.length * total(windows), taken.reduce((sum, ms) => sum + ms, 0)];
}

/** The shares over the clubs of which the asking person may book the day. */
async function sharesOf(
  ctx: Context,
  clubs: readonly Club[],
  { dates }: Stretch,
  loading: Promise<Loads>,
): Promise<FreeShare[]> {
  const [buyer, loads] = await Promise.all([readBuyer(ctx), loading]);
  const onSale = clubs.filter(isOnSale).map((club) => ({
    days: loads[String(club.id)] ?? [],
    lastDate: lastDateOnSale(club, ctx.now.getTime(), categoryAt(buyer, club.id)),
  }));
  return dates.map((date, index) => {
    const selling = onSale.filter(({ lastDate }) => date <= lastDate);
    if (onSale.length > 0 && selling.length === 0) return { date, share: 'not_yet' };
    const sum = (which: 0 | 1) => selling.reduce((all, { days }) => all + (days[index]?.[which] ?? 0), 0);
    const openMs = sum(0);
    return { date, share: openMs === 0 ? 'closed' : Math.max(0, 1 - sum(1) / openMs) };
  });
}

const clip = (slot: TimeRange, window: TimeRange): TimeRange => ({
  startsAt: Math.max(slot.startsAt, window.startsAt),
  endsAt: Math.min(slot.endsAt, window.endsAt),
});
const total = (ranges: readonly TimeRange[]) =>
  ranges.reduce((sum, range) => sum + Math.max(0, range.endsAt - range.startsAt), 0);
