import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { OCCUPYING, reservations } from '@/db/schema';
import { type OpeningRules, openDay } from '@/lib/availability/open-day';
import { localDateOf } from '@/lib/core/time';
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
  return ahead.filter((booking) => !isOpenAt(club, booking)).map(({ id }) => id);
}

function isOpenAt(hours: OpeningRules, booking: { startsAt: Date; endsAt: Date }): boolean {
  const [startsAt, endsAt] = [booking.startsAt.getTime(), booking.endsAt.getTime()];
  return openDay(hours, localDateOf(startsAt, hours.timeZone)).stretches.some(
    (open) => open.startsAt <= startsAt && endsAt <= open.endsAt,
  );
}
