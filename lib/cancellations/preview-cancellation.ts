import { db } from '@/db';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { isGame } from '@/lib/ledger/game';
import { type Cancellation, OVERRIDES, type Override } from '@/lib/reservations/cancellation';
import { findPaid } from '@/lib/reservations/find-paid';
import { getEditableReservation } from '@/lib/reservations/get-editable-reservation';
import { decideCancellation, mayOverride } from './decide-cancellation';

type Wanted = { reservationId: string; override?: Override | undefined };

/**
 * What a cancellation now would give back, by the figures of `cancelReservation`, without doing it.
 * @throws AppError as `cancelReservation`
 */
export async function previewCancellation(ctx: Context, wanted: Wanted): Promise<Cancellation> {
  const { reservation } = await getEditableReservation(ctx, wanted.reservationId, 'cancelByPolicy');
  return decideCancellation(ctx, reservation, await findPaid(db(), reservation.id), wanted.override);
}

/** One way to cancel a reservation: by the policy or, for staff, otherwise. */
export type CancellationChoice = Cancellation & { override: Override | undefined };

/**
 * Every way in which the actor may cancel it now, with its refund, the policy's first. None once it is over, and none
 * that the role does not allow.
 * @throws AppError not_found when it is not theirs (or their club's)
 */
export async function listCancellationChoices(
  ctx: Context,
  reservationId: string,
): Promise<CancellationChoice[]> {
  const { reservation } = await getEditableReservation(ctx, reservationId, 'cancelByPolicy');
  const paid = await findPaid(db(), reservationId);
  const wishes =
    isGame(reservation) && mayOverride(ctx, reservation) ? [undefined, ...OVERRIDES] : [undefined];
  return wishes.flatMap((override) => {
    try {
      return [{ ...decideCancellation(ctx, reservation, paid, override), override }];
    } catch (error) {
      if (isAppError(error, 'conflict', 'forbidden')) return [];
      throw error;
    }
  });
}
