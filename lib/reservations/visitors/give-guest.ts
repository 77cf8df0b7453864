import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { customers, reservations, visitorHolds } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { mailboxOf } from '@/lib/core/input/email-address';
import { recordDetail } from '@/lib/ledger/states';
import { guestSchema } from '../change-players';
import { confirmReservation, type Reservation } from '../confirm-reservation';
import { isHeld } from '../is-held';
import { lockReservation } from '../lock-reservation';
import { assertMayTake } from './assert-may-take';
import { hashMailbox } from './visitor-limits';

export const giveGuestSchema = guestSchema.extend({ reservationId: z.uuid() });
export type GiveGuest = z.output<typeof giveGuestSchema>;

/**
 * Says who books, for a court that this browser holds without an account. The address is told nothing yet, and whether
 * it has an account is not revealed. A court that costs nothing is confirmed by it.
 * @throws AppError unauthenticated, not_found, conflict when it is held no longer or is an account's, not_bookable
 *   `blocked_customer`, rate_limited with the reason for a mailbox that holds too much
 */
export async function giveGuest(ctx: Context, { reservationId, name, email }: GiveGuest): Promise<void> {
  await transaction(async (tx, after) => {
    await takeLock(tx, 'mailbox', mailboxOf(email));
    const held = await lockOwnHold(tx, ctx, reservationId);
    await assertMayTake(tx, ctx, held, email, eq(customers.email, email));
    const guest = { name, email, locale: ctx.locale };
    await tx
      .update(reservations)
      .set({ guest, updatedAt: sql`now()` })
      .where(eq(reservations.id, reservationId));
    await tx
      .update(visitorHolds)
      .set({ mailbox: hashMailbox(mailboxOf(email)) })
      .where(eq(visitorHolds.reservationId, reservationId));
    await recordDetail(tx, ctx, 'reservation', held, { detail: { guest: 'given' } });
    if (held.priceMinor === 0) await confirmReservation(tx, after, ctx, { ...held, guest });
  });
}

async function lockOwnHold(tx: Tx, ctx: Context, reservationId: string): Promise<Reservation> {
  const held = await lockReservation(tx, reservationId);
  if (!isOwnBooking(ctx.actor, held)) throw notFound('reservation');
  if (held.replaces !== null)
    throw new AppError('conflict', 'Who books is known from the booking that is moved.');
  if (held.userId === null && isHeld(held, ctx.now)) return held;
  throw new AppError('conflict', 'This court is not held without an account any more.');
}
