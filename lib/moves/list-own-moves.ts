import { db } from '@/db';
import { listBusy } from '@/lib/availability/busy';
import { listStartsOn } from '@/lib/availability/list-starts-on';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { assertInReach } from '@/lib/core/input/asked-time';
import { dayBounds, type LocalDate, MINUTE_MS } from '@/lib/core/time';
import { reachOf } from '@/lib/desk/judge-place';
import { judgeMove } from '@/lib/desk/moves/judge-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findReplacement } from './hold-replacement';
import { assertMovable } from './judge-own-move';
import { readAsking } from './read-asking';
import { readBooked, readQuota } from './read-booked';

/** A place to which a booking can go, with what it would cost and by how much more. Amounts are minor units. */
export type OwnStart = {
  court: Court;
  startsAt: number;
  endsAt: number;
  priceMinor: number;
  differenceMinor: number;
};

export type OwnDay = { club: Club; booking: Reservation; starts: OwnStart[] };

/**
 * The places of a local date to which a player's own booking can go, as long as it is and on courts of its sport, by
 * their starts.
 * @throws AppError not_found, invalid_input for a date out of reach, and what `judgeOwnMove` throws about the booking
 */
export async function listOwnMoves(ctx: Context, reservationId: string, date: LocalDate): Promise<OwnDay> {
  const { booked: booking, ownCourt, club } = await readBooked(ctx, reservationId);
  assertInReach(ctx, date, [club]);
  await assertMovable(db(), ctx, booking);
  const sold = club.courts.filter((court) => court.sport === ownCourt.sport && isSoldOn(court, date));
  const [busy, held, customer, quota] = await Promise.all([
    busyOn(club, date, sold),
    findReplacement(booking.id),
    readAsking(db(), booking),
    readQuota(ctx, club, booking),
  ]);
  const now = ctx.now.getTime();
  const byList: Club = { ...club, movePrice: 'list' };
  const quotaAt = quota(customer.category);
  const lengthMs = booking.endsAt.getTime() - booking.startsAt.getTime();
  const starts = sold.flatMap((court) => {
    const others = without(busy.get(court.id) ?? [], court, [booking, held]);
    const free = listStartsOn(club, others, date, lengthMs / MINUTE_MS, now, customer.category);
    return free.flatMap((startsAt) => {
      const place = { startsAt, endsAt: startsAt + lengthMs };
      const isThere = court.id === booking.courtId && startsAt === booking.startsAt.getTime();
      if (isThere || quotaAt({ courtId: court.id, ...place })) return [];
      const judged = judgeMove(byList, booking, { court, place, busy: others }, customer, now);
      if (judged.pricing.is !== 'set') return [];
      const { differenceMinor } = judged;
      return { court, ...place, priceMinor: booking.priceMinor + differenceMinor, differenceMinor };
    });
  });
  return { club, booking, starts: starts.toSorted((a, b) => a.startsAt - b.startsAt) };
}

function busyOn(club: Club, date: LocalDate, courts: readonly Court[]) {
  const reach = reachOf([dayBounds(date, club.timeZone)]);
  return listBusy(
    reach.startsAt,
    reach.endsAt,
    courts.map(({ id }) => id),
  );
}

/** What others have of a court. */
function without(busy: readonly Busy[], court: Court, own: readonly (Reservation | null)[]): Busy[] {
  const isOwnPlace = ({ startsAt, endsAt }: Busy) =>
    own.some(
      (one) =>
        one?.courtId === court.id && one.startsAt.getTime() === startsAt && one.endsAt.getTime() === endsAt,
    );
  return busy.filter((taken) => !isOwnPlace(taken));
}
