import { type Club, catalogue } from '@/lib/catalogue/catalogue';
import { clubsIn } from '@/lib/catalogue/places';
import { groupBy } from '@/lib/core/group-by';
import { addDays, dayBounds, HOUR_MS, type LocalDate, localDateOf, type TimeRange } from '@/lib/core/time';
import { listBusy } from './busy';
import { openWindows } from './open-day';
import { isOnSale } from './slots';

/** From 0, all taken, to 1, all free. Null where nothing is on sale that day. */
export type FreeShare = { date: LocalDate; share: number | null };

/**
 * The free share of each coming day over all courts of some clubs, for the day strip. It begins today, which at a
 * club far away may still be yesterday.
 */
export async function listFreeShares(clubs: readonly Club[], now: Date, days = 14): Promise<FreeShare[]> {
  const [most] = [...groupBy(clubs, (club) => localDateOf(now.getTime(), club.timeZone))].toSorted(
    ([, some], [, others]) => others.length - some.length,
  );
  const first = most?.[1][0];
  if (!most || !first) return [];
  const [today] = most;
  const dates = Array.from({ length: days }, (_, index) => addDays(today, index));
  const until = dayBounds(addDays(today, days), first.timeZone).endsAt;
  const busy = await listBusy(
    now.getTime() - 12 * HOUR_MS,
    until,
    clubs.flatMap((club) => club.courts.map((court) => court.id)),
  );
  return dates.map((date) => {
    let openMs = 0;
    let takenMs = 0;
    for (const club of clubs.filter(isOnSale)) {
      const windows = openWindows(club, date);
      for (const court of club.courts) {
        openMs += total(windows);
        takenMs += windows.reduce(
          (sum, window) => sum + total((busy.get(court.id) ?? []).map((slot) => clip(slot, window))),
          0,
        );
      }
    }
    return { date, share: openMs === 0 ? null : Math.max(0, 1 - takenMs / openMs) };
  });
}

/** The same for all clubs of a city, or for every club. */
export async function listFreeSharesIn(city: string | null, now: Date, days?: number): Promise<FreeShare[]> {
  const { clubs } = await catalogue();
  return listFreeShares(city === null ? clubs : clubsIn(clubs, city), now, days);
}

const clip = (slot: TimeRange, window: TimeRange): TimeRange => ({
  startsAt: Math.max(slot.startsAt, window.startsAt),
  endsAt: Math.min(slot.endsAt, window.endsAt),
});
const total = (ranges: readonly TimeRange[]) =>
  ranges.reduce((sum, range) => sum + Math.max(0, range.endsAt - range.startsAt), 0);
