import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { clubs, payments, reservations, users } from '@/db/schema';
import { ownBookings, requireBooker } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { AppError, notFound } from '@/lib/core/errors';
import { seal, unseal } from '@/lib/core/seal';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { move } from '@/lib/ledger/states';
import { isOnHold } from '@/lib/reservations/is-held';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { Intent } from '@/lib/services/stripe/stripe';
import { createOwedIntent, type Owed } from './create-owed-intent';
import { openAttempt } from './open-attempt';
import { nothingOwed, owedFor } from './owed-for';

/** A payment that a browser can complete, with the amount in minor units and an upper-case currency. */
export type OpenPayment = {
  id: string;
  paymentIntentId: string;
  clientSecret: string;
  /** The intent's state by Stripe's last event. */
  status: Intent['status'];
  amountMinor: number;
  currency: string;
};

/**
 * Opens the intent of a held reservation, or of what is owed for a confirmed one, or returns the open one: any number
 * of calls, tabs and crashes lead to one intent, because its key is made of reservation, attempt and customer. After
 * a failure of Stripe the same call works later.
 * @throws AppError not_found, conflict when nothing is owed, payment_service_unavailable while Stripe is away, with
 *   the reservation saved as `payment_pending`; not_bookable when Stripe refuses the price for good, which frees the
 *   court of a hold, and with the reason `guest_missing` before a visitor said who books
 */
export async function startPayment(
  ctx: Context,
  { reservationId }: { reservationId: string },
): Promise<OpenPayment> {
  requireBooker(ctx);
  return openIntent(ctx, await readOwed(ctx, { reservationId }, ownBookings(ctx.actor)));
}

/** The same for somebody who was given the right to pay, by whom it must be checked before. */
export const startPaymentForAnybody = async (
  ctx: Context,
  { reservationId, dueId = null }: Payable,
): Promise<OpenPayment> => openIntent(ctx, await readOwed(ctx, { reservationId, dueId }));

/** All that is owed for a reservation, or one share of it. */
export type Payable = { reservationId: string; dueId?: string | null };

async function openIntent(ctx: Context, owed: Owed): Promise<OpenPayment> {
  const { payment } = owed;
  if (payment.paymentIntentId && payment.sealedClientSecret) {
    const clientSecret = unseal('client_secret', payment.sealedClientSecret);
    return open(payment, {
      paymentIntentId: payment.paymentIntentId,
      clientSecret,
      status: payment.processingSince ? 'processing' : 'requires_payment_method',
    });
  }
  const intent = await createOwedIntent(ctx, owed);
  crashPoint('intent_created');
  await saveIntent(ctx, owed, intent);
  const { id: paymentIntentId, clientSecret, status } = intent;
  return open(payment, { paymentIntentId, clientSecret, status });
}

async function readOwed(ctx: Context, { reservationId, dueId = null }: Payable, whose?: SQL): Promise<Owed> {
  const [row] = await db()
    .select({
      reservation: reservations,
      user: users,
      timeZone: clubs.timeZone,
      live: sql<boolean>`${reservations.holdExpiresAt} > now()`,
    })
    .from(reservations)
    .leftJoin(users, eq(users.id, reservations.userId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .where(and(eq(reservations.id, reservationId), whose));
  if (!row) throw notFound('reservation');
  const { reservation, user, timeZone } = row;
  if ((await owedFor(db(), reservation, dueId)) <= 0) throw nothingOwed();
  if (isNameless(reservation)) throw guestMissing();
  if (isOnHold(reservation.status) && !row.live) throw noTimeLeft();
  return { reservation, user, timeZone, payment: await openAttempt(ctx, reservation, dueId) };
}

/** Nobody knows yet who booked, so nobody could be told or get money back. */
const isNameless = ({ userId, customerId, visitorId, guest }: Owed['reservation']): boolean =>
  visitorId !== null && userId === null && customerId === null && guest === null;

const guestMissing = () =>
  new AppError('not_bookable', 'Say first who books, with name and mail address.', {
    details: { reason: 'guest_missing' },
  });

const noTimeLeft = () => new AppError('conflict', 'The time to pay has run out and the court is free again.');

/**
 * Stores the intent. If the hold or the attempt ended while Stripe was asked, it requests the intent's cancellation
 * instead.
 */
async function saveIntent(ctx: Context, { reservation, payment }: Owed, intent: Intent): Promise<void> {
  const isPayable = await transaction(async (tx, after) => {
    const locked = await lockReservation(tx, reservation.id);
    const attempt = await lockPayment(tx, payment.id);
    const stands = isOnHold(locked.status) || HAS_COURT.some((has) => has === locked.status);
    const payable = stands && attempt.status !== 'cancelled' && attempt.cancelRequestedAt === null;
    await tx
      .update(payments)
      .set({
        paymentIntentId: intent.id,
        sealedClientSecret: seal('client_secret', intent.clientSecret),
        updatedAt: sql`now()`,
      })
      .where(and(eq(payments.id, payment.id), isNull(payments.paymentIntentId)));
    if (!payable) await abandonPayments(tx, after, { ids: [payment.id] });
    if (payable && locked.status === 'payment_pending')
      await move(tx, ctx, 'reservation', { id: reservation.id, status: locked.status }, 'pending');
    return payable;
  });
  if (isPayable) return;
  throw isOnHold(reservation.status)
    ? noTimeLeft()
    : new AppError('conflict', 'What is owed has just changed: open the payment again.');
}

const open = (
  payment: Owed['payment'],
  intent: Pick<OpenPayment, 'paymentIntentId' | 'clientSecret' | 'status'>,
): OpenPayment => ({
  id: payment.id,
  ...intent,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
});
