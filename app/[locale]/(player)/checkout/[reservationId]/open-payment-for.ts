import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { type OpenPayment, startPayment } from '@/lib/payments/start-payment';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

/**
 * The open payment, or why there is none: somebody must say first who books, Stripe is away, the bank works on it, or
 * nothing is owed.
 */
export type Payable =
  | { state: 'open'; payment: OpenPayment }
  | { state: 'nameless' | 'away' | 'with_bank' | 'over' };

/**
 * The payment of a held court. With `anew` a visitor says again who books.
 * @throws AppError not_found when the reservation is somebody else's
 */
export async function openPaymentFor(
  ctx: Context,
  reservation: ReservationDetails,
  anew: boolean,
): Promise<Payable> {
  if (mustSayWho(ctx, reservation, anew)) return { state: 'nameless' };
  try {
    const payment = await startPayment(ctx, { reservationId: reservation.id });
    return payment.status === 'processing' ? { state: 'with_bank' } : { state: 'open', payment };
  } catch (error) {
    if (isAppError(error, 'payment_service_unavailable')) return { state: 'away' };
    if (isAppError(error, 'conflict', 'not_bookable')) return { state: 'over' };
    throw error;
  }
}

/**
 * Who has signed in since becomes the booker, whoever the visitor said to be. A move is paid by whoever has the booking.
 */
const mustSayWho = (
  { actor }: Context,
  { userId, guest, replaces }: ReservationDetails,
  anew: boolean,
): boolean => userId === null && replaces === null && (anew || guest === null || actor.kind === 'person');
