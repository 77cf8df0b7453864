import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { OCCUPYING, reservations } from '@/db/schema';
import { isOpenAt, type OpeningRules } from '@/lib/availability/open-day';
import { GAME_KINDS } from '@/lib/ledger/game';

/** The ids of a club's bookings to come that lie outside its hours, by start. Blocks may lie anywhere. */
export async function bookingsOutside(
  tx: Tx,
  club: OpeningRules & { readonly id: number },
  now: Date,
): Promise<string[]> {
  const ahead = await tx
    .select({ id: reservations.id, startsAt: reservations.startsAt, endsAt: reservations.endsAt })
    .from(reservations)
    .where(
      and(
        eq(reservations.clubId, club.id),
        inArray(reservations.status, [...OCCUPYING]),
        inArray(reservations.kind, GAME_KINDS),
        gt(reservations.startsAt, now),
      ),
    )
    .orderBy(asc(reservations.startsAt), asc(reservations.courtId));
  const isOutside = ({ startsAt, endsAt }: (typeof ahead)[number]) =>
    !isOpenAt(club, { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() });
  return ahead.filter(isOutside).map(({ id }) => id);
}
