import type { PriceLine } from '@/db/schema';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { TimeRange } from '@/lib/core/time';
import { type Asking, type BreakableRule, judgePlace, overlaps } from '@/lib/desk/judge-place';
import { isGame } from '@/lib/ledger/game';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** The price that staff want: as it is, as the rules of the club have it, or another in minor units. */
export type PriceWish = 'keep' | 'list' | { priceMinor: number; reason: string };

/** A place for a booking. `busy` is what others have of the court within `reachOf` it. */
export type Target = { court: Court; place: TimeRange; busy: readonly Busy[] };

/** What becomes of the price. It is `open` while staff must choose, and `missing` where the club has none. */
type Pricing =
  | { is: 'set'; priceMinor: number; priceReason: string | null }
  | { is: 'open' }
  | { is: 'missing' };

/** What a move does. Amounts are minor units. */
export type MoveJudgement = {
  isTaken: boolean;
  brokenRules: readonly BreakableRule[];
  /** Of the place and the extras. Null where no price rule of the club fits. */
  listPriceMinor: number | null;
  lines: PriceLine[];
  pricing: Pricing;
  /** By how much the price rises, or would by the list while staff must choose. */
  differenceMinor: number;
};

/** The reason of a price that a move left as it was. */
const KEPT_BY_MOVE = 'moved';

type Moving = Pick<
  Reservation,
  'kind' | 'currency' | 'priceMinor' | 'listPriceMinor' | 'priceReason' | 'extras'
>;

/**
 * What it does to move a booking to a place: the price, the difference and the rules it breaks. Preview, write and
 * quote all use it. Without a wish the club's setting decides about a price that changes.
 */
export function judgeMove(
  club: Club,
  booking: Moving,
  { court, place, busy }: Target,
  customer: Asking,
  now: number,
  wish?: PriceWish,
): MoveJudgement {
  if (!isGame(booking)) return judgeBlock(booking, place, busy);
  const { isTaken, priceMinor, lines, brokenRules } = judgePlace(club, court, busy, place, customer, now);
  const isComparable = priceMinor !== null && club.currency === booking.currency;
  const extrasMinor = booking.extras.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const listPriceMinor = isComparable ? priceMinor + extrasMinor : null;
  const pricing = priceMove(booking, listPriceMinor, wish, club.movePrice);
  const nextMinor = pricing.is === 'set' ? pricing.priceMinor : (listPriceMinor ?? booking.priceMinor);
  const differenceMinor = nextMinor - booking.priceMinor;
  return { isTaken, brokenRules, listPriceMinor, lines, pricing, differenceMinor };
}

const judgeBlock = (
  { priceMinor, listPriceMinor, priceReason }: Moving,
  place: TimeRange,
  busy: readonly Busy[],
): MoveJudgement => ({
  isTaken: busy.some(overlaps(place)),
  brokenRules: [],
  listPriceMinor: listPriceMinor ?? priceMinor,
  lines: [],
  pricing: { is: 'set', priceMinor, priceReason },
  differenceMinor: 0,
});

/** A price that was agreed stays while the list price does. */
function priceMove(
  booking: Moving,
  listMinor: number | null,
  wish: PriceWish | undefined,
  byDefault: Club['movePrice'],
): Pricing {
  if (typeof wish === 'object') {
    const { priceMinor, reason } = wish;
    return { is: 'set', priceMinor, priceReason: priceMinor === listMinor ? null : reason };
  }
  if (listMinor === null) return { is: 'missing' };
  const isSame = listMinor === (booking.listPriceMinor ?? booking.priceMinor);
  const chosen = wish ?? (isSame || listMinor === booking.priceMinor ? 'keep' : byDefault);
  switch (chosen) {
    case 'ask':
      return { is: 'open' };
    case 'list':
      return { is: 'set', priceMinor: listMinor, priceReason: null };
    case 'keep': {
      const { priceMinor, priceReason } = booking;
      return {
        is: 'set',
        priceMinor,
        priceReason: priceMinor === listMinor ? null : (priceReason ?? KEPT_BY_MOVE),
      };
    }
  }
}
