import { db } from '@/db';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { parseDecimal, toDecimal } from '@/lib/core/money';
import { getReservation } from '@/lib/reservations/reservation-details';
import { owedFor } from './owed-for';
import { type OpenPayment, startPayment } from './start-payment';

type Wanted = { reservationId: string; amount?: string | number | undefined; currency?: string | undefined };

/**
 * Opens the intent of what is owed for a reservation, for a client that names an amount. The server's price decides,
 * so a different amount is refused before Stripe is asked.
 * @throws AppError amount_mismatch, and what `startPayment` throws
 */
export async function startQuotedPayment(ctx: Context, wanted: Wanted): Promise<OpenPayment> {
  const reservation = await getReservation(ctx, wanted.reservationId);
  const { currency, priceMinor } = reservation;
  const owedMinor = await owedFor(db(), reservation);
  const quotedMinor = owedMinor > 0 ? owedMinor : priceMinor;
  const sameCurrency = wanted.currency === undefined || wanted.currency.toUpperCase() === currency;
  const sameAmount = wanted.amount === undefined || parseDecimal(wanted.amount, currency) === quotedMinor;
  if (!sameCurrency || !sameAmount) {
    const quoted = toDecimal(quotedMinor, currency);
    throw new AppError('amount_mismatch', `The price of this reservation is ${quoted} ${currency}.`);
  }
  return startPayment(ctx, { reservationId: wanted.reservationId });
}
