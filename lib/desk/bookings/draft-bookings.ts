import type { ExtraLine, PriceLine } from '@/db/schema';
import { may } from '@/lib/auth/permissions';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { TimeRange } from '@/lib/core/time';
import { type AgreedPrice, agreePrice } from '@/lib/desk/agreed-price';
import { type Asking, type BreakableRule, judgePlace } from '@/lib/desk/judge-place';
import type { BusyCourts } from '@/lib/desk/lock-courts';
import { priceExtras } from '@/lib/reservations/price-extras';
import { refusal } from '@/lib/reservations/refuse-slot';
import type { Sale } from './read-wish';

/** One court of a booking, with its price. */
export type Draft = AgreedPrice & {
  court: Court;
  lines: PriceLine[];
  extras: ExtraLine[];
  brokenRules: BreakableRule[];
};

/** A court that the club takes for itself. */
export const draftBlock = (court: Court): Draft => ({
  court,
  priceMinor: 0,
  listPriceMinor: 0,
  priceReason: null,
  lines: [],
  extras: [],
  brokenRules: [],
});

/**
 * Each court with its price for this customer, and the rules that are broken. Extras are of the whole party, so the
 * first court has them.
 * @throws AppError not_bookable `closed` for who may not open then and `no_price`, forbidden for a price, invalid_input
 */
export function draftSale(
  ctx: Context,
  club: Club,
  courts: readonly Court[],
  place: TimeRange,
  busy: BusyCourts,
  customer: Asking,
  { extras, price }: Pick<Sale, 'extras' | 'price'>,
): Draft[] {
  return courts.map((court, at) => {
    const taken = busy.get(court.id) ?? [];
    const { lines, brokenRules, priceMinor } = judgePlace(
      club,
      court,
      taken,
      place,
      customer,
      ctx.now.getTime(),
    );
    if (brokenRules.includes('closed') && !may(ctx.actor, club.id, 'breakClosedHours'))
      throw refusal('closed');
    const sold = at === 0 ? priceExtras(club.extras, extras, club.currency) : [];
    const listMinor = priceMinor === null ? null : priceMinor + sumOf(sold);
    return { court, lines, brokenRules, extras: sold, ...agreePrice(ctx, club, listMinor, price) };
  });
}

const sumOf = (lines: readonly ExtraLine[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
