import type { Club, Court } from '@/lib/catalogue/catalogue';
import { DAY_MS, MINUTE_MS } from '@/lib/core/time';
import { listBusy } from './busy';
import { priceOf, type Wish } from './offer';
import type { OwnGame, Quota } from './quota';
import { type Busy, nearestStarts } from './slots';

export type Alternative = {
  courtId: number;
  courtName: string;
  startsAt: number;
  endsAt: number;
  priceMinor: number;
};

/** Which courts are looked at, and the limit of their category that a person has reached at a start. */
type Among = { sport?: string; quotaAt?: (wanted: OwnGame) => Quota | null };

/** How many starts are told, and how many of each court are looked at for them. */
const MOST = 3;

/** Up to three starts of any court of the club that the person may book, nearest to the wish first, one court for each. */
export async function findAlternatives(
  club: Club,
  wish: Wish,
  { sport, quotaAt = () => null }: Among = {},
): Promise<Alternative[]> {
  const courts = club.courts.filter((court) => !sport || court.sport === sport);
  const busy = await listBusy(
    wish.startsAt - 2 * DAY_MS,
    wish.startsAt + 2 * DAY_MS,
    courts.map((court) => court.id),
  );
  const found = new Map<number, Alternative>();
  for (const court of courts) {
    for (const start of nearestOf(club, court, busy.get(court.id) ?? [], wish, quotaAt)) {
      const known = found.get(start.startsAt);
      if (!known || start.priceMinor < known.priceMinor) found.set(start.startsAt, start);
    }
  }
  return [...found.values()]
    .sort((a, b) => Math.abs(a.startsAt - wish.startsAt) - Math.abs(b.startsAt - wish.startsAt))
    .slice(0, MOST);
}

function nearestOf(
  club: Club,
  court: Court,
  busy: readonly Busy[],
  wish: Wish,
  quotaAt: (wanted: OwnGame) => Quota | null,
): Alternative[] {
  const { durationMinutes, now, category } = wish;
  const nearest: Alternative[] = [];
  for (const startsAt of nearestStarts(club, busy, wish.startsAt, durationMinutes, now, category)) {
    const slot = { courtId: court.id, startsAt, endsAt: startsAt + durationMinutes * MINUTE_MS };
    const price = priceOf(club, court, { ...wish, startsAt });
    if (!price.ok || quotaAt(slot)) continue;
    nearest.push({ ...slot, courtName: court.name, priceMinor: price.priceMinor });
    if (nearest.length === MOST) break;
  }
  return nearest;
}
