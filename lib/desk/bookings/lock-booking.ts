import { eq } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { reservations } from '@/db/schema';
import { requireActor, requireMay, type Verb } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { lockBookings, type Seen } from '@/lib/desk/moves/lock-bookings';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** A booking as it is after a change, and the act by which the change can be taken back. */
export type ChangedBooking = { club: Club; item: BoardItem; act: Act };

/** One booking and its club, locked as `lockBookings` does. */
export async function lockBooking(
  tx: Tx,
  ctx: Context,
  verb: Verb,
  seen: Seen,
): Promise<{ booking: Reservation; club: Club }> {
  const [booking] = await lockBookings(tx, ctx, verb, [seen]);
  if (!booking) throw new Error('each booking that is asked for is locked');
  return { booking, club: await getClub(booking.clubId) };
}

/**
 * The club of a booking, for whoever may do that there.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function findClub(ctx: Context, reservationId: string, verb: Verb): Promise<Club> {
  const [found] = await db()
    .select({ clubId: reservations.clubId })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  requireActor(ctx);
  if (!found) throw notFound('reservation');
  requireMay(ctx, found.clubId, verb, 'reservation');
  return getClub(found.clubId);
}

export async function readItem(tx: Tx, reservationId: string): Promise<BoardItem> {
  const [item] = await readItems(tx, [reservationId]);
  if (!item) throw new Error('a locked booking is there');
  return item;
}
