import { asc, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { readItems } from '@/lib/desk/board-item';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { lastChange } from '@/lib/records/last-change';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';

/** A booking as somebody saw it. */
export type Seen = { id: string; revision: number };

/**
 * Locks bookings as they were seen, in the order given: first their courts and others that they will take, by id,
 * then the rows. Every change of several courts takes its locks so. Holds of the courts that ran out are ended.
 * @throws AppError not_found, also for a booking of another club; forbidden; conflict with the booking as it is now
 *   (`current`), `changed_by` and `changed_at` when somebody changed it since
 */
export async function lockBookings(
  tx: Tx,
  ctx: Context,
  verb: Verb,
  seen: readonly Seen[],
  otherCourts: readonly number[] = [],
): Promise<Reservation[]> {
  const found = await listPermitted(
    tx,
    ctx,
    verb,
    seen.map(({ id }) => id),
  );
  const locked = await lockRows(tx, ctx, found, otherCourts);
  return Promise.all(
    seen.map(async ({ id, revision }) => {
      const booking = locked.find((row) => row.id === id);
      if (!booking) throw notFound('reservation');
      if (booking.revision !== revision) throw await staleBooking(tx, booking);
      return booking;
    }),
  );
}

/**
 * Locks bookings that were read before, by id, with their courts. One that left for another court after it was read has
 * another revision and is not locked well.
 */
export async function lockRows(
  tx: Tx,
  ctx: Context,
  read: readonly Pick<Reservation, 'id' | 'courtId'>[],
  otherCourts: readonly number[] = [],
): Promise<Reservation[]> {
  const courtIds = new Set([...otherCourts, ...read.map(({ courtId }) => courtId)]);
  const inOrder = [...courtIds].toSorted((a, b) => a - b);
  for (const id of inOrder) await lockCourt(tx, id);
  for (const id of inOrder) await expireHoldsOf(tx, ctx, id);
  const ids = read.map(({ id }) => id);
  return tx
    .select()
    .from(reservations)
    .where(inArray(reservations.id, ids))
    .orderBy(asc(reservations.id))
    .for('update');
}

async function listPermitted(tx: Tx, ctx: Context, verb: Verb, ids: readonly string[]) {
  const found = await tx
    .select({ id: reservations.id, clubId: reservations.clubId, courtId: reservations.courtId })
    .from(reservations)
    .where(inArray(reservations.id, [...ids]));
  if (found.length < new Set(ids).size) throw notFound('reservation');
  for (const { clubId } of found) requireMay(ctx, clubId, verb, 'reservation');
  return found;
}

/** What somebody hears whose page shows an older state of a booking. */
export async function staleBooking(tx: Tx, { id, clubId }: Reservation): Promise<AppError> {
  const club = await getClub(clubId);
  const [current] = await readItems(tx, [id]);
  return new AppError('conflict', 'Somebody else changed this booking: look at what it is now.', {
    details: {
      current: current && boardItemJson(club, current),
      ...(await lastChange(tx, { entity: 'reservation', entityId: id })),
    },
  });
}
