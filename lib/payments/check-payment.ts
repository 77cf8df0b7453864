import { and, desc, eq, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { payments, reservations } from '@/db/schema';
import { ownBookings, requireBooker } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { isAppError, notFound } from '@/lib/core/errors';
import { type Settlement, settlePayment } from './settle-payment';
import type { Payable } from './start-payment';

export type PaymentCheck = Settlement['outcome'] | 'nothing_to_check' | 'unavailable';

/**
 * Settles a payment when the page returns from it, by asking Stripe instead of waiting for the webhook. While Stripe
 * is away it answers `unavailable`.
 * @throws AppError not_found, also when the reservation is somebody else's
 */
export async function checkPayment(
  ctx: Context,
  { reservationId }: { reservationId: string },
): Promise<PaymentCheck> {
  requireBooker(ctx);
  if (!z.uuid().safeParse(reservationId).success) throw notFound('reservation');
  return check(ctx, { reservationId }, ownBookings(ctx.actor));
}

/** The same for somebody who was given the right to pay, by whom it must be checked before. */
export const checkPaymentForAnybody = (ctx: Context, payable: Payable): Promise<PaymentCheck> =>
  check(ctx, payable);

async function check(
  ctx: Context,
  { reservationId, dueId = null }: Payable,
  whose?: SQL,
): Promise<PaymentCheck> {
  const isOfThis = dueId === null ? eq(payments.paysFor, 'owed') : eq(payments.dueId, dueId);
  const [row] = await db()
    .select({ paymentIntentId: payments.paymentIntentId })
    .from(reservations)
    .leftJoin(payments, and(eq(payments.reservationId, reservations.id), isOfThis))
    .where(and(eq(reservations.id, reservationId), whose))
    .orderBy(desc(payments.attempt))
    .limit(1);
  if (!row) throw notFound('reservation');
  if (!row.paymentIntentId) return 'nothing_to_check';
  try {
    return (await settlePayment(ctx, row.paymentIntentId)).outcome;
  } catch (error) {
    if (isAppError(error, 'service_unavailable')) return 'unavailable';
    throw error;
  }
}
