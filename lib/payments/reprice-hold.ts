import { and, eq, isNotNull, or } from 'drizzle-orm';
import { db, type Tx } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { isHeld } from '@/lib/reservations/is-held';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { cancelIntent } from '@/lib/services/stripe/stripe';
import { closeUnsaved } from './close-unsaved';
import { settleIntent } from './settle-payment';

export const holdOver = () => new AppError('conflict', 'Nothing is owed for this reservation any more.');

/**
 * Cancels the open intent of a hold at Stripe before what it asks changes, so that the old sum cannot be paid.
 * @throws AppError conflict when it was paid meanwhile or is held no longer, service_unavailable while Stripe is away
 */
export async function closeHoldIntent(
  ctx: Context,
  { id, holdExpiresAt, status }: Pick<Reservation, 'id' | 'holdExpiresAt' | 'status'>,
): Promise<void> {
  if (!isHeld({ status, holdExpiresAt }, ctx.now)) throw holdOver();
  const [open] = await db()
    .select({ intentId: payments.paymentIntentId })
    .from(payments)
    .where(and(eq(payments.reservationId, id), eq(payments.status, 'pending')));
  if (!open?.intentId) return;
  const { outcome } = await settleIntent(ctx, await cancelIntent(open.intentId));
  if (outcome !== 'cancelled' && outcome !== 'already_settled') throw holdOver();
}

/**
 * Locks a hold of which nothing is open or paid, so that no payment keeps an old sum.
 * @throws AppError conflict when something is, or it is held no longer
 */
export async function lockUnpaidHold(tx: Tx, ctx: Context, id: string): Promise<Reservation> {
  const locked = await lockReservation(tx, id);
  if (!isHeld(locked, ctx.now)) throw holdOver();
  await closeUnsaved(tx, ctx, eq(payments.reservationId, id));
  const counted = or(eq(payments.status, 'pending'), isNotNull(payments.completedAt));
  if ((await tx.$count(payments, and(eq(payments.reservationId, id), counted))) > 0) throw holdOver();
  return locked;
}
