import type { Club } from '@/lib/catalogue/catalogue';
import { DAY_MS } from '@/lib/core/time';
import { listBusy } from './busy';
import { priceOf, type Wish } from './offer';
import { nearestStarts } from './slots';

export type Alternative = {
  courtId: number;
  courtName: string;
  startsAt: number;
  endsAt: number;
  priceMinor: number;
};

/** Up to three bookable starts of any court of the club, nearest to the wish first, one court for each start. */
export async function findAlternatives(club: Club, wish: Wish, sport?: string): Promise<Alternative[]> {
  const courts = club.courts.filter((court) => !sport || court.sport === sport);
  const busy = await listBusy(
    wish.startsAt - 2 * DAY_MS,
    wish.startsAt + 2 * DAY_MS,
    courts.map((court) => court.id),
  );
  const found = new Map<number, Alternative>();
  for (const court of courts) {
    const starts = nearestStarts(
      club,
      busy.get(court.id) ?? [],
      wish.startsAt,
      wish.durationMinutes,
      wish.now,
      3,
      wish.category,
    );
    for (const startsAt of starts) {
      const price = priceOf(club, court, { ...wish, startsAt });
      const known = found.get(startsAt);
      if (!price.ok || (known && known.priceMinor <= price.priceMinor)) continue;
      const endsAt = startsAt + wish.durationMinutes * 60_000;
      found.set(startsAt, {
        courtId: court.id,
        courtName: court.name,
        startsAt,
        endsAt,
        priceMinor: price.priceMinor,
      });
    }
  }
  return [...found.values()]
    .sort((a, b) => Math.abs(a.startsAt - wish.startsAt) - Math.abs(b.startsAt - wish.startsAt))
    .slice(0, 3);
}
