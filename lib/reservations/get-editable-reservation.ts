import { eq } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { reservations } from '@/db/schema';
import { isStaff, LEAST_ROLE, requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { Reservation } from './confirm-reservation';
import { lockReservation } from './lock-reservation';

type Changeable = { reservation: Reservation; own: boolean };

/**
 * A reservation that the actor may change: their own, or one of a club whose bookings they may change.
 * @throws AppError unauthenticated, not_found, also for somebody else's
 */
export async function getEditableReservation(ctx: Context, reservationId: string): Promise<Changeable> {
  const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  return permitted(ctx, reservation);
}

/** The same, locked as `lockReservation` does. */
export const lockEditableReservation = async (
  tx: Tx,
  ctx: Context,
  reservationId: string,
): Promise<Changeable> => permitted(ctx, await lockReservation(tx, reservationId));

function permitted(ctx: Context, reservation: Reservation | undefined): Changeable {
  const person = requireActor(ctx);
  if (!reservation) throw notFound('reservation');
  const own = reservation.userId === person.userId;
  if (!own && !isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.changeBookings))
    throw notFound('reservation');
  return { reservation, own };
}
