import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { customers, payments, reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context, Self } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { mailboxOf } from '@/lib/core/input/email-address';
import { recordDetail } from '@/lib/ledger/states';
import { assertMayTake } from './assert-may-take';
import { confirmReservation, type Reservation } from '../confirm-reservation';
import { isHeld, isOnHold } from '../is-held';
import { lockReservation } from '../lock-reservation';

export const claimBookingSchema = z.strictObject({ reservationId: z.uuid() });

/**
 * Gives what was booked without an account to the person who has signed in since, in the browser that booked it or
 * that opened its mailed link. A held court that costs nothing is confirmed by it, also one that is held for the
 * account already, by an offer of the waiting list.
 * @throws AppError unauthenticated, not_found, conflict when it is an account's or its hold is over; of a held court
 *   also not_bookable `blocked_customer`, and rate_limited with the reason
 */
export async function claimBooking(
  ctx: Context,
  { reservationId }: z.output<typeof claimBookingSchema>,
): Promise<void> {
  const person = requireSelf(ctx);
  await transaction(async (tx, after) => {
    await takeLock(tx, 'mailbox', mailboxOf(person.email));
    const booking = await lockReservation(tx, reservationId);
    if (!isOwnBooking(person, booking)) throw notFound('reservation');
    const isFree = isOnHold(booking.status) && booking.priceMinor === 0;
    if (!isFree || !isHeldFor(person, ctx, booking)) {
      await assertClaimable(tx, ctx, person, booking);
      await give(tx, ctx, booking, person);
    }
    if (isFree) await confirmReservation(tx, after, ctx, { ...booking, userId: person.userId });
  });
}

const isHeldFor = ({ userId }: Self, { now }: Context, booking: Reservation): boolean =>
  booking.userId === userId && isHeld(booking, now);

async function assertClaimable(tx: Tx, ctx: Context, person: Self, booking: Reservation): Promise<void> {
  if (booking.userId !== null) throw new AppError('conflict', 'This booking is an account’s already.');
  if (booking.replaces !== null) throw new AppError('conflict', 'Take over the booking that is to be moved.');
  if (!isOnHold(booking.status)) return;
  if (!isHeld(booking, ctx.now)) throw new AppError('conflict', 'This court is held no longer.');
  await assertMayTake(tx, ctx, booking, person.email, eq(customers.userId, person.userId));
}

/** Gives the holds of its moves too. None is made while the booking is locked. */
async function give(tx: Tx, ctx: Context, booking: Reservation, { userId }: Self): Promise<void> {
  const given = await tx
    .update(reservations)
    .set({ userId, customerId: null, guest: null, updatedAt: sql`now()` })
    .where(or(eq(reservations.id, booking.id), eq(reservations.replaces, booking.id)))
    .returning({ id: reservations.id });
  const ids = given.map(({ id }) => id);
  // Who pays the share of another player is somebody else.
  const own = and(inArray(payments.reservationId, ids), ne(payments.paysFor, 'share'));
  await tx.update(payments).set({ userId }).where(own);
  await tx.insert(customers).values({ clubId: booking.clubId, userId }).onConflictDoNothing();
  await recordDetail(tx, ctx, 'reservation', booking, { detail: { account: 'taken over' } });
}
