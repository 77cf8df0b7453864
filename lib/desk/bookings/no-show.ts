import { and, eq, isNotNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { participants, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import type { Seen } from '@/lib/desk/moves/lock-bookings';
import { move } from '@/lib/ledger/states';
import { reservationChange, writeAct } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { assertPlayed, tooSoon } from './check-in';
import { offeringOthers } from './find-place';
import { type ChangedBooking, findClub, lockBooking, readItem } from './lock-booking';
import { retakePlace } from './take-place';

/**
 * Notes from the start on that nobody came. The court is free at once, and it can be taken back until the day ends.
 * @throws AppError not_bookable `too_soon`; conflict for a stale revision (`lockBookings`), for one that is not
 *   confirmed and when players were checked in; not_found, forbidden, unauthenticated
 */
export const markNoShow = (ctx: Context, seen: Seen): Promise<ChangedBooking> =>
  changeOrPreview(ctx, async (tx) => {
    const { booking, club } = await lockBooking(tx, ctx, 'markNoShow', seen);
    assertPlayed(booking);
    if (booking.checkedInAt || (await hasArrived(tx, booking)))
      throw new AppError('conflict', 'They have come: take the check-in back first.');
    if (ctx.now < booking.startsAt) throw tooSoon('Nobody can be missing before the game begins.');
    await move(tx, ctx, 'reservation', booking, 'no_show', { asStaff: true });
    return finish(tx, ctx, club, 'no_show', booking);
  });

/** Whether one of its players has come. */
const hasArrived = async (tx: Tx, { id }: Reservation): Promise<boolean> =>
  (await tx.$count(
    participants,
    and(eq(participants.reservationId, id), isNotNull(participants.checkedInAt)),
  )) > 0;

/**
 * Takes a no-show back: the court is theirs again, or was until the end of the game.
 * @throws AppError slot_taken with alternatives when somebody has the court by now; conflict for a stale revision
 *   (`lockBookings`) and for one that is no no-show; not_found, forbidden, unauthenticated
 */
export async function revive(ctx: Context, seen: Seen): Promise<ChangedBooking> {
  return offeringOthers(ctx, await findClub(ctx, seen.id, 'markNoShow'), () =>
    changeOrPreview(ctx, async (tx) => {
      const { booking, club } = await lockBooking(tx, ctx, 'markNoShow', seen);
      const { status } = booking;
      if (status !== 'no_show') throw new AppError('conflict', 'This booking is no no-show.');
      await expireHoldsOf(tx, ctx, booking.courtId);
      const row = { id: booking.id, status };
      const told = { detail: { restored: true }, asStaff: true };
      const to = booking.endsAt > ctx.now ? 'confirmed' : 'completed';
      await retakePlace(tx, booking, () => move(tx, ctx, 'reservation', row, to, told));
      return finish(tx, ctx, club, 'revive', booking);
    }),
  );
}

async function finish(
  tx: Tx,
  ctx: Context,
  club: Club,
  kind: 'no_show' | 'revive',
  before: Reservation,
): Promise<ChangedBooking> {
  const [after] = await tx.select().from(reservations).where(eq(reservations.id, before.id));
  if (!after) throw new Error('a locked row is there');
  const act = await writeAct(tx, ctx, {
    clubId: club.id,
    kind,
    changes: [reservationChange(before, after)],
    summary: { reservation_id: before.id },
    lasts: 'day',
  });
  return { club, item: await readItem(tx, before.id), act };
}
