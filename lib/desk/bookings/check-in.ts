import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { reservations } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { MINUTE_MS } from '@/lib/core/time';
import { recordDetail } from '@/lib/ledger/states';
import { reservationChange, writeAct } from '@/lib/records/acts';
import type { Seen } from '@/lib/desk/moves/lock-bookings';
import { isGame } from '@/lib/ledger/game';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type ChangedBooking, lockBooking, readItem } from './lock-booking';

/**
 * Notes that the players of a booking have come, from so long before the start as the club says. It can be taken back
 * until the day ends.
 * @throws AppError not_bookable `too_soon`; conflict for a stale revision (`lockBookings`), for one that is not
 *   confirmed and when they have come already; not_found, forbidden, unauthenticated
 */
export const checkIn = (ctx: Context, seen: Seen): Promise<ChangedBooking> =>
  changeOrPreview(ctx, async (tx) => {
    const { booking, club } = await lockBooking(tx, ctx, 'checkIn', seen);
    assertPlayed(booking);
    if (booking.checkedInAt) throw new AppError('conflict', 'They have been checked in already.');
    assertCheckInOpen(ctx, booking, club);
    const { userId } = requireActor(ctx);
    return note(tx, ctx, 'check_in', booking, { checkedInAt: sql`now()`, checkedInBy: userId });
  });

/**
 * Takes a check-in back.
 * @throws AppError conflict for a stale revision (`lockBookings`) and when nobody was checked in; not_found,
 *   forbidden, unauthenticated
 */
export const undoCheckIn = (ctx: Context, seen: Seen): Promise<ChangedBooking> =>
  changeOrPreview(ctx, async (tx) => {
    const { booking } = await lockBooking(tx, ctx, 'checkIn', seen);
    if (!booking.checkedInAt) throw new AppError('conflict', 'Nobody has been checked in.');
    return note(tx, ctx, 'undo_check_in', booking, { checkedInAt: null, checkedInBy: null });
  });

/** @throws AppError conflict for what nobody plays, or not any more */
export function assertPlayed(booking: Reservation): void {
  const { status } = booking;
  if (isGame(booking) && (status === 'confirmed' || status === 'completed')) return;
  throw new AppError('conflict', 'Only a confirmed booking has players who come or do not.');
}

/** @throws AppError not_bookable `too_soon` */
export function assertCheckInOpen(
  ctx: Context,
  { startsAt }: Reservation,
  { checkInFromMinutes }: Club,
): void {
  if (ctx.now.getTime() >= startsAt.getTime() - checkInFromMinutes * MINUTE_MS) return;
  throw tooSoon(`Players can be checked in from ${checkInFromMinutes} minutes before the start.`);
}

export const tooSoon = (sentence: string) =>
  new AppError('not_bookable', sentence, { details: { reason: 'too_soon' } });

async function note(
  tx: Tx,
  ctx: Context,
  kind: 'check_in' | 'undo_check_in',
  booking: Reservation,
  set: Parameters<ReturnType<typeof tx.update<typeof reservations>>['set']>[0],
): Promise<ChangedBooking> {
  const { id, clubId } = booking;
  const [after] = await tx
    .update(reservations)
    .set({ ...set, updatedAt: sql`now()` })
    .where(eq(reservations.id, id))
    .returning();
  if (!after) throw new Error('a locked row is there');
  await recordDetail(tx, ctx, 'reservation', after, { detail: { [kind]: true }, asStaff: true });
  const changes = [reservationChange(booking, after)];
  const act = await writeAct(tx, ctx, {
    clubId,
    kind,
    changes,
    summary: { reservation_id: id },
    lasts: 'day',
  });
  return { club: await getClub(clubId), item: await readItem(tx, id), act };
}
