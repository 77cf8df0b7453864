import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { decideCancellation } from '@/lib/cancellations/decide-cancellation';
import type { Context } from '@/lib/core/context';
import type { Act } from '@/lib/records/acts';
import { cancelMany } from '@/lib/reservations/cancel-many';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listPaid, paidOf } from '@/lib/reservations/find-paid';

/** The act by which they can come back, and what goes back of all of them in minor units. */
type GivenUp = { act: Act; refundMinor: number };

/** Cancels locked dates of a series, each by its own policy: as an act of its own, or within another. */
export async function giveUpDates(
  tx: Tx,
  after: After,
  ctx: Context,
  locked: readonly Reservation[],
  isTold: boolean,
  within?: Act,
): Promise<GivenUp> {
  const known = await listPaid(
    tx,
    locked.map(({ id }) => id),
    true,
  );
  const cancelling = locked.map((reservation) => {
    const paid = paidOf(known, reservation.id);
    return { reservation, paid, ...decideCancellation(ctx, reservation, paid, undefined) };
  });
  const { act } = await cancelMany(tx, after, ctx, cancelling, {
    cause: 'staff',
    notice: isTold ? 'reservation_cancelled' : null,
    act: within ?? 'new',
  });
  if (!act) throw new Error('what staff cancel can be taken back');
  return { act, refundMinor: cancelling.reduce((sum, one) => sum + one.refundMinor, 0) };
}
