import type { Context } from '@/lib/context';
import { assertNever } from '@/lib/errors';
import { checkPayment } from '@/lib/payments/check-payment';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

/**
 * Where a hold that ran out leads when its payment came to something all the same: to the booking when there is money,
 * or was; to the page that waits while the bank works or Stripe cannot be asked. Null once it is sure that nothing
 * was paid.
 * @throws AppError not_found when the reservation is somebody else's
 */
export async function wherePaymentLeads(
  ctx: Context,
  { id, payment }: ReservationDetails,
): Promise<string | null> {
  if (payment?.completedAt) return `/reservations/${id}`;
  const outcome = await checkPayment(ctx, { reservationId: id });
  switch (outcome) {
    case 'confirmed':
    case 'refunding':
      return `/reservations/${id}`;
    case 'processing':
    case 'unavailable':
    case 'unknown':
      return `/checkout/${id}/return`;
    case 'already_settled':
      // Somebody settled it since the reservation was read, unless it was over by then.
      return payment?.status === 'pending' ? `/reservations/${id}` : null;
    case 'cancelled':
    case 'declined':
    case 'open':
    case 'nothing_to_check':
      return null;
    default:
      return assertNever(outcome);
  }
}
