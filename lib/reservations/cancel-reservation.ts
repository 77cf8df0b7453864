import { z } from 'zod';
import { type Db, db, type Tx, transaction } from '@/db';
import type { ReservationStatus } from '@/db/schema';
import { isStaff, LEAST_ROLE } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { nudge } from '@/lib/services/jobs';
import type { Reservation } from './confirm-reservation';
import { findPaid, type Paid } from './find-paid';
import { getChangeable } from './get-changeable';
import { refundFor } from './refund-policy';
import { writeCancellations } from './write-cancellation';

export const cancelReservationSchema = z.strictObject({
  reservationId: z.uuid(),
  reason: z.string().trim().max(500).optional(),
  /** Staff may give everything back (weather, a fault of the club) or nothing, instead of what the policy says. */
  override: z.enum(['full', 'none']).optional(),
});
export type CancelReservation = z.output<typeof cancelReservationSchema>;

export type CancellationRule = 'nothing_paid' | 'free' | 'partial' | 'none' | 'staff_full' | 'staff_none';
export type Cancellation = { refundMinor: number; currency: string; rule: CancellationRule };
/** What cancelling now would give back, without doing it; the same figures `cancelReservation` then acts on. */
export async function previewCancellation(ctx: Context, wanted: CancelReservation): Promise<Cancellation> {
  const { reservation, payment } = await read(db(), ctx, wanted);
  return decide(ctx, reservation, payment, wanted.override);
}

/**
 * Cancels a reservation and writes, in the same commit, the refund that is owed and the notice that says so.
 * @throws AppError not_found when it is not the actor's (or their club's), conflict when it cannot be cancelled
 *   any more, forbidden when a player asks for an override
 */
export async function cancelReservation(ctx: Context, wanted: CancelReservation): Promise<Cancellation> {
  const done = await transaction(async (tx) => {
    const { reservation, payment } = await read(tx, ctx, wanted, true);
    const cancellation = decide(ctx, reservation, payment, wanted.override);
    const { refundMinor } = cancellation;
    const due = await writeCancellations(tx, ctx, [{ reservation, payment, refundMinor }], {
      cause: wanted.override ? 'staff' : 'cancellation',
      notice: 'reservation_cancelled',
      ...(wanted.reason ? { reason: wanted.reason } : {}),
    });
    return { cancellation, due };
  });
  nudge(...done.due);
  return done.cancellation;
}

async function read(on: Tx | Db, ctx: Context, wanted: CancelReservation, lock = false) {
  const { reservation } = await getChangeable(on, ctx, wanted.reservationId, lock);
  if (wanted.override && !isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.overrideRefundPolicy))
    throw new AppError('forbidden', 'Only staff of the club may set the refund.');
  return { reservation, payment: await findPaid(on, reservation.id, lock) };
}

function decide(
  ctx: Context,
  reservation: Reservation,
  payment: Paid | undefined,
  override: 'full' | 'none' | undefined,
): Cancellation {
  const cancellable: readonly ReservationStatus[] = ['payment_pending', 'pending', 'confirmed'];
  if (!cancellable.includes(reservation.status) || reservation.startsAt <= ctx.now) {
    throw new AppError('conflict', 'This reservation cannot be cancelled any more.');
  }
  const { currency } = reservation;
  if (!payment) return { refundMinor: 0, currency, rule: 'nothing_paid' };
  const left = payment.receivedMinor - payment.promisedMinor;
  if (override) return { refundMinor: override === 'full' ? left : 0, currency, rule: `staff_${override}` };
  const paid = { paidMinor: payment.receivedMinor, refundedMinor: payment.promisedMinor };
  const granted = refundFor(
    reservation.refundPolicy,
    paid,
    reservation.startsAt.getTime(),
    ctx.now.getTime(),
  );
  return { refundMinor: granted.amountMinor, currency, rule: granted.rule };
}
