import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { clubs, payments, reservations, users } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { AppError, notFound } from '@/lib/core/errors';
import { seal, unseal } from '@/lib/core/seal';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { move, recordFirst } from '@/lib/ledger/states';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { Intent } from '@/lib/services/stripe/stripe';
import { createOwedIntent, type Owed } from './create-owed-intent';

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
 * Opens the intent of a held reservation, or returns the open one: any number of calls, tabs and crashes lead to one
 * intent, because its key is made of reservation, attempt and customer. After a failure of Stripe the same call works
 * later.
 * @throws AppError not_found, conflict when nothing is owed, payment_service_unavailable while Stripe is away, with
 *   the reservation saved as `payment_pending`; not_bookable when Stripe refuses the price for good, which frees the
 *   court
 */
export async function startPayment(
  ctx: Context,
  { reservationId }: { reservationId: string },
): Promise<OpenPayment> {
  const owed = await readOwed(ctx, reservationId);
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

async function readOwed(ctx: Context, reservationId: string): Promise<Owed> {
  const person = requireActor(ctx);
  const [row] = await db()
    .select({
      reservation: reservations,
      user: users,
      timeZone: clubs.timeZone,
      live: sql<boolean>`${reservations.holdExpiresAt} > now()`,
    })
    .from(reservations)
    .innerJoin(users, eq(users.id, reservations.userId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .where(and(eq(reservations.id, reservationId), eq(reservations.userId, person.userId)));
  if (!row) throw notFound('reservation');
  const { reservation, user, timeZone } = row;
  if (reservation.status !== 'payment_pending' && reservation.status !== 'pending') {
    throw new AppError('conflict', 'Nothing is owed for this reservation.');
  }
  if (!row.live) throw new AppError('conflict', 'The time to pay has run out and the court is free again.');
  return { reservation, user, timeZone, payment: await openRow(ctx, reservation) };
}

/** The reservation's open payment, or a new attempt when the last intent was cancelled or refused for good. */
async function openRow(ctx: Context, reservation: typeof reservations.$inferSelect) {
  const [last] = await db()
    .select()
    .from(payments)
    .where(eq(payments.reservationId, reservation.id))
    .orderBy(desc(payments.attempt))
    .limit(1);
  if (last?.status === 'pending') return last;
  if (last && last.status !== 'cancelled' && last.status !== 'failed') {
    throw new AppError('conflict', 'Nothing is owed for this reservation.');
  }
  const attempt = (last?.attempt ?? 0) + 1;
  await transaction(async (tx) => {
    const { status, priceMinor, currency } = await lockReservation(tx, reservation.id);
    if (status !== 'payment_pending' && status !== 'pending') return;
    const [made] = await tx
      .insert(payments)
      .values({
        reservationId: reservation.id,
        userId: reservation.userId,
        attempt,
        amountMinor: priceMinor,
        currency,
      })
      .onConflictDoNothing()
      .returning({ id: payments.id });
    if (!made) return;
    await recordFirst(tx, ctx, 'payment', 'pending', { id: made.id, detail: { attempt } });
  });
  const [opened] = await db()
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservation.id), eq(payments.status, 'pending')));
  if (!opened) throw new AppError('conflict', 'Another payment of this reservation is being settled.');
  return opened;
}

/**
 * Stores the intent. If the hold or the attempt ended while Stripe was asked, it requests the intent's cancellation
 * instead.
 */
async function saveIntent(ctx: Context, { reservation, payment }: Owed, intent: Intent): Promise<void> {
  const held = await transaction(async (tx, after) => {
    const { status } = await lockReservation(tx, reservation.id);
    const { status: attempt } = await lockPayment(tx, payment.id);
    const isHeld =
      attempt !== 'cancelled' &&
      (status === 'payment_pending' || status === 'pending' || status === 'confirmed');
    await tx
      .update(payments)
      .set({
        paymentIntentId: intent.id,
        sealedClientSecret: seal('client_secret', intent.clientSecret),
        updatedAt: sql`now()`,
      })
      .where(and(eq(payments.id, payment.id), isNull(payments.paymentIntentId)));
    if (!isHeld) await abandonPayments(tx, after, { ids: [payment.id] });
    if (isHeld && status === 'payment_pending')
      await move(tx, ctx, 'reservation', { id: reservation.id, status }, 'pending');
    return isHeld;
  });
  if (!held) throw new AppError('conflict', 'The time to pay has run out and the court is free again.');
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
