import { asc, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import { AppError, notFound } from '@/lib/core/errors';
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

/**
 * Locks a reservation and, if it is the hold of a move, the booking that it moves, as `lockReservations` does.
 * @throws AppError not_found, conflict when the booking moved to another court meanwhile
 */
export async function lockWithReplaced(
  tx: Tx,
  reservationId: string,
): Promise<{ reservation: Reservation; replaced: Reservation | null }> {
  const [found] = await tx
    .select({ replaces: reservations.replaces })
    .from(reservations)
    .where(eq(reservations.id, reservationId));
  const replaces = found?.replaces ?? null;
  if (replaces === null) return { reservation: await lockReservation(tx, reservationId), replaced: null };
  const locked = await lockReservations(tx, [replaces, reservationId]);
  const [reservation, replaced] = [locked.get(reservationId), locked.get(replaces)];
  if (!reservation || !replaced) throw notFound('reservation');
  return { reservation, replaced };
}

/**
 * Locks several reservations: their courts by id, then the rows by id, which is the order of every caller.
 * @throws AppError not_found, conflict when one moved to another court meanwhile
 */
export async function lockReservations(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Reservation>> {
  const wanted = tx
    .select()
    .from(reservations)
    .where(inArray(reservations.id, [...ids]))
    .orderBy(asc(reservations.id));
  const found = await wanted;
  if (found.length < ids.length) throw notFound('reservation');
  const courtIds = new Set(found.map(({ courtId }) => courtId));
  for (const courtId of [...courtIds].toSorted((a, b) => a - b)) await lockCourt(tx, courtId);
  const locked = await wanted.for('update');
  if (locked.some(({ courtId }) => !courtIds.has(courtId)))
    throw new AppError('conflict', 'One of these bookings was moved just now: look again.');
  return new Map(locked.map((reservation) => [reservation.id, reservation]));
}
