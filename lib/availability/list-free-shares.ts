import { type Club, catalogue } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { clubsIn } from '@/lib/catalogue/places';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { addDays, dayBounds, HOUR_MS, type LocalDate, localDateOf, type TimeRange } from '@/lib/core/time';
import { listBusy } from './busy';
import { categoryAt, readBuyer } from './buyer';
import { openWindows } from './open-day';
import { type Busy, isOnSale, lastDateOnSale } from './slots';

/**
 * From 0, all taken, to 1, all free. `not_yet` where the asking person may not book the day yet, and `closed` where
 * nothing is sold that day.
 */
export type FreeShare = { date: LocalDate; share: number | 'closed' | 'not_yet' };

/**
 * The free share of each coming day over all courts of some clubs, for the day strip. It begins today, which at a
 * club far away may still be yesterday.
 */
export async function listFreeShares(ctx: Context, clubs: readonly Club[], days = 14): Promise<FreeShare[]> {
  const now = ctx.now.getTime();
  const [most] = [...groupBy(clubs, (club) => localDateOf(now, club.timeZone))].toSorted(
    ([, some], [, others]) => others.length - some.length,
  );
  const first = most?.[1][0];
  if (!most || !first) return [];
  const [today] = most;
  const dates = Array.from({ length: days }, (_, index) => addDays(today, index));
  const until = dayBounds(addDays(today, days), first.timeZone).endsAt;
  const courtIds = clubs.flatMap((club) => club.courts.map((court) => court.id));
  const [buyer, busy] = await Promise.all([readBuyer(ctx), listBusy(now - 12 * HOUR_MS, until, courtIds)]);
  const onSale = clubs.filter(isOnSale).map((club) => ({
    club,
    lastDate: lastDateOnSale(club, now, categoryAt(buyer, club.id)),
  }));
  return dates.map((date) => {
    const selling = onSale.filter(({ lastDate }) => date <= lastDate);
    if (onSale.length > 0 && selling.length === 0) return { date, share: 'not_yet' };
    const { openMs, takenMs } = addUp(selling, busy, date);
    return { date, share: openMs === 0 ? 'closed' : Math.max(0, 1 - takenMs / openMs) };
  });
}

/** The same for all clubs of a city, or for every club. */
export async function listFreeSharesIn(
  ctx: Context,
  city: string | null,
  days?: number,
): Promise<FreeShare[]> {
  const { clubs } = await catalogue();
  return listFreeShares(ctx, city === null ? clubs : clubsIn(clubs, city), days);
}

/** How long the courts that are sold on a date are open, and how long of it taken. */
function addUp(
  clubs: readonly { club: Club }[],
  busy: ReadonlyMap<number, readonly Busy[]>,
  date: LocalDate,
): { openMs: number; takenMs: number } {
  let openMs = 0;
  let takenMs = 0;
  for (const { club } of clubs) {
    const windows = openWindows(club, date);
    for (const court of club.courts.filter((one) => isSoldOn(one, date))) {
      openMs += total(windows);
      for (const window of windows)
        takenMs += total((busy.get(court.id) ?? []).map((slot) => clip(slot, window)));
    }
  }
  return { openMs, takenMs };
}

const clip = (slot: TimeRange, window: TimeRange): TimeRange => ({
  startsAt: Math.max(slot.startsAt, window.startsAt),
  endsAt: Math.min(slot.endsAt, window.endsAt),
});
const total = (ranges: readonly TimeRange[]) =>
  ranges.reduce((sum, range) => sum + Math.max(0, range.endsAt - range.startsAt), 0);
