import type { Context } from '@/lib/core/context';
import { assertNever } from '@/lib/core/errors';
import { checkPayment } from '@/lib/payments/check-payment';
import { getReservation } from '@/lib/reservations/reservation-details';

/**
 * Where an expired hold leads when it was paid: to the booking when there is money, or to the page that waits for the
 * bank or Stripe. Null when nothing was paid.
 * @throws AppError not_found when the reservation is somebody else's
 */
export async function wherePaymentLeads(ctx: Context, reservationId: string): Promise<string | null> {
  const booking = `/reservations/${reservationId}`;
  if (await wasPaid(ctx, reservationId)) return booking;
  const outcome = await checkPayment(ctx, { reservationId });
  switch (outcome) {
    case 'confirmed':
    case 'refunding':
      return booking;
    case 'processing':
    case 'unavailable':
    case 'unknown':
      return `/checkout/${reservationId}/return`;
    case 'already_settled':
      // Another process settled it meanwhile, so the rows are read again.
      return (await wasPaid(ctx, reservationId)) ? booking : null;
    case 'cancelled':
    case 'declined':
    case 'open':
    case 'nothing_to_check':
      return null;
    default:
      return assertNever(outcome);
  }
}

const wasPaid = async (ctx: Context, reservationId: string): Promise<boolean> =>
  (await getReservation(ctx, reservationId)).taken.length > 0;
