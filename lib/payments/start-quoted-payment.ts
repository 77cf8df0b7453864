import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { parseDecimal, toDecimal } from '@/lib/core/money';
import { getReservation } from '@/lib/reservations/reservation-details';
import { type OpenPayment, startPayment } from './start-payment';

type Wanted = { reservationId: string; amount?: string | number | undefined; currency?: string | undefined };

/**
 * Opens the intent of a held reservation for a client that names an amount. The server's price decides, so a
 * different amount is refused before Stripe is asked.
 * @throws AppError amount_mismatch, and what `startPayment` throws
 */
export async function startQuotedPayment(ctx: Context, wanted: Wanted): Promise<OpenPayment> {
  const { priceMinor, currency } = await getReservation(ctx, wanted.reservationId);
  const sameCurrency = wanted.currency === undefined || wanted.currency.toUpperCase() === currency;
  const sameAmount = wanted.amount === undefined || parseDecimal(wanted.amount, currency) === priceMinor;
  if (!sameCurrency || !sameAmount) {
    const price = toDecimal(priceMinor, currency);
    throw new AppError('amount_mismatch', `The price of this reservation is ${price} ${currency}.`);
  }
  return startPayment(ctx, { reservationId: wanted.reservationId });
}
