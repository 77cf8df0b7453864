import { type Buyer, categoryAt } from '@/lib/availability/buyer';
import { isBookable } from '@/lib/availability/slots';
import type { Club } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { instantsOf, type LocalDate, parseLocalTime } from '@/lib/core/time';

/** A wanted start in a city, with date and time on its clocks. */
export type WantedStart = { city: string; date: LocalDate; time: string; durationMinutes: number };

/** A wish with its instant and the zone of those clocks. */
export type WatchableStart = WantedStart & { startsAt: Date; timeZone: string };

/**
 * A wish with the city's name and its first future instant that some club there sells on an empty court to that buyer.
 * Null when no club does.
 * @param inCity the clubs of that city
 */
export function watchableStart(
  inCity: readonly Club[],
  wish: WantedStart,
  now: Date,
  buyer: Buyer,
): WatchableStart | null {
  const { date, time, durationMinutes } = wish;
  for (const club of inCity) {
    if (!club.courts.some((court) => isSoldOn(court, date))) continue;
    const category = categoryAt(buyer, club.id);
    const startsAt = instantsOf(date, parseLocalTime(time) ?? 0, club.timeZone).find((ms) =>
      isOnSale(club, ms, durationMinutes, now, category),
    );
    if (startsAt === undefined) continue;
    return { ...wish, city: club.city, startsAt: new Date(startsAt), timeZone: club.timeZone };
  }
  return null;
}

/**
 * Whether a club sells a start on an empty court. One that leaves a gap there may leave none once others have booked.
 */
export function isOnSale(
  club: Club,
  startsAt: number,
  durationMinutes: number,
  now: Date,
  category: string | null,
): boolean {
  const bookable = isBookable(club, [], startsAt, durationMinutes, now.getTime(), category);
  return bookable.ok || bookable.reason === 'leaves_gap';
}
