import type { Context } from '@/lib/core/context';
import { claimBooking } from '@/lib/reservations/visitors/claim-booking';
import { type GiveGuest, giveGuest } from '@/lib/reservations/visitors/give-guest';
import { type OpenPayment, startPayment } from './start-payment';

/**
 * Says who books a court that is held without an account, and opens its payment.
 * @throws what `giveGuest` and `startPayment` throw
 */
export async function startPaymentAsGuest(ctx: Context, guest: GiveGuest): Promise<OpenPayment> {
  await giveGuest(ctx, guest);
  return startPayment(ctx, guest);
}

/**
 * Makes a court that this browser held before the sign-in the account's, and opens its payment.
 * @throws what `claimBooking` and `startPayment` throw
 */
export async function startPaymentAsAccount(
  ctx: Context,
  booking: { reservationId: string },
): Promise<OpenPayment> {
  await claimBooking(ctx, booking);
  return startPayment(ctx, booking);
}
