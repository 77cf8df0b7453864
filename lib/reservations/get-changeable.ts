import { eq } from 'drizzle-orm';
import type { Db, Tx } from '@/db';
import { reservations } from '@/db/schema';
import { isStaff, LEAST_ROLE, requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';

/**
 * A reservation that whoever asks may change: their own, or one of a club whose bookings they may change.
 * @throws AppError unauthenticated, not_found, also for somebody else's
 */
export async function getChangeable(on: Tx | Db, ctx: Context, reservationId: string, lock = false) {
  const person = requireActor(ctx);
  const query = on.select().from(reservations).where(eq(reservations.id, reservationId));
  const [reservation] = lock ? await query.for('update') : await query;
  if (!reservation) throw notFound('reservation');
  const own = reservation.userId === person.userId;
  if (!own && !isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.changeBookings))
    throw notFound('reservation');
  return { reservation, own };
}
