import { eq } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { requireActor, requireMay, type Verb } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { Reservation } from './confirm-reservation';
import { lockReservation } from './lock-reservation';

type Changeable = { reservation: Reservation; own: boolean };

/**
 * A reservation that the actor may change: their own, or one of a club where they may do that.
 * @throws AppError unauthenticated, not_found, also for somebody else's, forbidden for a role that may not
 */
export async function getEditableReservation(
  ctx: Context,
  reservationId: string,
  verb: Verb,
): Promise<Changeable> {
  const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  return permitted(ctx, reservation, verb);
}

/** The same, locked as `lockReservation` does. */
export const lockEditableReservation = async (
  tx: Tx,
  ctx: Context,
  reservationId: string,
  verb: Verb,
): Promise<Changeable> => permitted(ctx, await lockReservation(tx, reservationId), verb);

function permitted(ctx: Context, reservation: Reservation | undefined, verb: Verb): Changeable {
  if (reservation && isOwnBooking(ctx.actor, reservation)) return { reservation, own: true };
  requireActor(ctx);
  if (!reservation) throw notFound('reservation');
  requireMay(ctx, reservation.clubId, verb, 'reservation');
  return { reservation, own: false };
}
