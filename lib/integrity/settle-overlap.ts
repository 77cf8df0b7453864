import { and, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { OCCUPYING, reservations } from '@/db/schema';
import { writeFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { isCancellable } from '@/lib/reservations/cancellation';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { lockReservation } from '@/lib/reservations/lock-reservation';

/**
 * Cancels one of two reservations of the same court with a full refund. If the other is no longer active once the
 * court is locked, this one stays.
 * @throws AppError not_found, conflict when it is not active any more
 */
export async function settleOverlap(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    if (!isCancellable(reservation)) {
      throw new AppError('conflict', 'This reservation cannot be cancelled any more.');
    }
    if (!(await isOverlapped(tx, reservation))) return;
    const why = { cause: 'staff', notice: 'reservation_cancelled', reason: 'overlap' } as const;
    await writeFullRefund(tx, after, ctx, [reservation], why);
  });
}

async function isOverlapped(tx: Tx, { id, courtId, startsAt, endsAt }: Reservation): Promise<boolean> {
  const others = await tx
    .select({ id: reservations.id })
    .from(reservations)
    .where(
      and(
        eq(reservations.courtId, courtId),
        ne(reservations.id, id),
        inArray(reservations.status, [...OCCUPYING]),
        lt(reservations.startsAt, endsAt),
        gt(reservations.endsAt, startsAt),
      ),
    )
    .limit(1);
  return others.length > 0;
}
