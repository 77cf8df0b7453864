import { z } from 'zod';
import { requireMay } from '@/lib/auth/permissions';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { amountOf, askedAmount } from '@/lib/core/input/asked-amount';
import { keptName } from '@/lib/core/input/kept-text';
import { refusal } from '@/lib/reservations/refuse-slot';

/** A price that staff type instead of the list price, and why. */
export const typedPriceSchema = z.strictObject({ amount: askedAmount, reason: keptName(200) });
export type TypedPrice = z.output<typeof typedPriceSchema>;

/** The price columns of a reservation. `listPriceMinor` is null where the club has no price. */
export type AgreedPrice = { priceMinor: number; listPriceMinor: number | null; priceReason: string | null };

/**
 * The price of a place: the list price (minor units, null where no rule fits), or the one typed. Another price than
 * the list price is for who may set prices.
 * @throws AppError forbidden, invalid_input for the amount, not_bookable `no_price` without either
 */
export function agreePrice(
  ctx: Context,
  club: Club,
  listPriceMinor: number | null,
  typed: TypedPrice | undefined,
): AgreedPrice {
  const typedMinor = typed && amountOf('price.amount', typed.amount, club.currency);
  if (typedMinor !== undefined && typedMinor !== listPriceMinor) {
    requireMay(ctx, club.id, 'setPrice');
    return { priceMinor: typedMinor, listPriceMinor, priceReason: typed?.reason ?? null };
  }
  if (listPriceMinor === null) throw refusal('no_price');
  return { priceMinor: listPriceMinor, listPriceMinor, priceReason: null };
}
