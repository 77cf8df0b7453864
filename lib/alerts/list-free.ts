import { listBusy } from '@/lib/availability/busy';
import { type Buyer, categoryAt } from '@/lib/availability/buyer';
import { courtsFor, lastStartOf, startsOf, stretchFrom } from '@/lib/availability/in-turn';
import { listOwnGames } from '@/lib/availability/list-own-games';
import { offersAt } from '@/lib/availability/offer';
import { quotaOf } from '@/lib/availability/quota';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { DAY_MS } from '@/lib/core/time';
import type { Alert } from './make-offer';

/** What somebody waits for, and who they are where a price or a limit is theirs. */
export type Wish = Pick<
  Alert,
  'city' | 'clubId' | 'courtIds' | 'startsAt' | 'untilStartsAt' | 'durationMinutes'
> &
  Buyer;

/** Whether a club of the city of a wish will do. */
export const isAskedOf = ({ clubId }: Pick<Wish, 'clubId'>, { id }: Club): boolean =>
  clubId === null || clubId === id;

/** The starts (epoch ms) that can be booked for a wish, in order, each with the clubs that have a court. */
export async function listFree(
  ctx: Context,
  clubs: readonly Club[],
  wish: Wish,
): Promise<[startsAt: number, clubs: Club[]][]> {
  const courtIds = clubs.flatMap((club) => courtsFor(club, wish).map(({ id }) => id));
  const [busy, games] = await Promise.all([
    listBusy(wish.startsAt.getTime() - DAY_MS, lastStartOf(wish) + 2 * DAY_MS, courtIds),
    listOwnGames(wish, clubs),
  ]);
  const now = ctx.now.getTime();
  const free = new Map<number, Club[]>();
  for (const club of clubs) {
    const category = categoryAt(wish, club.id);
    const quotaAt = quotaOf(club, category, games.get(club.id) ?? [], now);
    for (const startsAt of startsOf(club, wish)) {
      const stretch = stretchFrom(startsAt, wish.durationMinutes);
      const offerOf = offersAt(club, { durationMinutes: wish.durationMinutes, category, startsAt, now });
      const isFree = courtsFor(club, wish).some(
        (court) => offerOf(court, busy.get(court.id) ?? []).ok && !quotaAt({ courtId: court.id, ...stretch }),
      );
      if (isFree) free.set(startsAt, [...(free.get(startsAt) ?? []), club]);
    }
  }
  return [...free].toSorted(([a], [b]) => a - b);
}
