import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import { notFound } from '@/lib/core/errors';
import { lockCourt, type Reservation } from './confirm-reservation';

/**
 * Locks a reservation, after its court and before its payments, which is the order of every caller.
 * @throws AppError not_found
 */
export async function lockReservation(tx: Tx, reservationId: string): Promise<Reservation> {
  const wanted = tx.select().from(reservations).where(eq(reservations.id, reservationId));
  const [found] = await wanted;
  if (!found) throw notFound('reservation');
  await lockCourt(tx, found.courtId);
  const [locked] = await wanted.for('update');
  if (!locked) throw notFound('reservation');
  return locked;
}
