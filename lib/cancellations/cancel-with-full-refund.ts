import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { cancelMany, type Why } from '@/lib/reservations/cancel-many';
import { isCancellable } from '@/lib/reservations/cancellation';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listPaid, paidOf } from '@/lib/reservations/find-paid';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { leftOfAll } from '@/lib/reservations/split-refund';

/**
 * Cancels for a reason that is not the player's and refunds all that is left, whatever the policy is.
 * @throws AppError not_found, conflict when it is not active any more
 */
export async function cancelWithFullRefund(ctx: Context, reservationId: string, why: Why): Promise<void> {
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    if (!isCancellable(reservation))
      throw new AppError('conflict', 'This reservation cannot be cancelled any more.');
    await writeFullRefund(tx, after, ctx, [reservation], why);
  });
}

/** The same for several, which the caller has locked in the order of their players. */
export async function writeFullRefund(
  tx: Tx,
  after: After,
  ctx: Context,
  locked: readonly Reservation[],
  why: Why,
): Promise<void> {
  const known = await listPaid(
    tx,
    locked.map(({ id }) => id),
    true,
  );
  const all = locked.map((reservation) => {
    const paid = paidOf(known, reservation.id);
    return { reservation, paid, refundMinor: leftOfAll(paid) };
  });
  await cancelMany(tx, after, ctx, all, why);
}
