import { db } from '@/db';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { type Cancellation, OVERRIDES, type Override } from '@/lib/reservations/cancellation';
import { findStandingPayment } from '@/lib/reservations/find-standing-payment';
import { getEditableReservation } from '@/lib/reservations/get-editable-reservation';
import { decideCancellation, mayOverride } from './decide-cancellation';

type Wanted = { reservationId: string; override?: Override | undefined };

/**
 * What cancelling now would give back, without doing it; the same figures `cancelReservation` then acts on.
 * @throws AppError as `cancelReservation`
 */
export async function previewCancellation(ctx: Context, wanted: Wanted): Promise<Cancellation> {
  const { reservation } = await getEditableReservation(ctx, wanted.reservationId);
  return decideCancellation(
    ctx,
    reservation,
    await findStandingPayment(db(), reservation.id),
    wanted.override,
  );
}

/** One way to cancel a reservation: as the policy says, or, for staff, otherwise. */
export type CancellationChoice = Cancellation & { override: Override | undefined };

/**
 * Every way in which whoever asks may cancel it now, with what each gives back; the policy's first, none once it is over.
 * @throws AppError not_found when it is not theirs (or their club's)
 */
export async function listCancellationChoices(
  ctx: Context,
  reservationId: string,
): Promise<CancellationChoice[]> {
  const { reservation } = await getEditableReservation(ctx, reservationId);
  const payment = await findStandingPayment(db(), reservationId);
  const wishes = mayOverride(ctx, reservation) ? [undefined, ...OVERRIDES] : [undefined];
  return wishes.flatMap((override) => {
    try {
      return [{ ...decideCancellation(ctx, reservation, payment, override), override }];
    } catch (error) {
      if (isAppError(error, 'conflict')) return [];
      throw error;
    }
  });
}
