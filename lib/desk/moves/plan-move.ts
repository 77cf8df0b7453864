import type { Tx } from '@/db';
import { blockVerb, may, requireMay } from '@/lib/auth/permissions';
import { LONGEST_BOOKING_MS, listBusyOf } from '@/lib/availability/busy';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import type { LocalDate, TimeRange } from '@/lib/core/time';
import { findPlace } from '@/lib/desk/bookings/find-place';
import { type Asking, reachOf } from '@/lib/desk/judge-place';
import { isGame } from '@/lib/ledger/game';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { refusal } from '@/lib/reservations/refuse-slot';
import { judgeMove, type MoveJudgement, type PriceWish } from './judge-move';
import { listAsking } from './list-asking';

/** A booking and where it shall go. */
type Wanted = {
  booking: Reservation;
  court: Court;
  /** The first of them that is free. */
  places: readonly TimeRange[];
  price?: PriceWish | undefined;
  /** Bookings that leave their places, itself included. */
  leaving: readonly Pick<Reservation, 'id'>[];
  /** Places of the court that the others will have. */
  coming?: readonly TimeRange[];
};

/** A judged move, under the locks of its courts. */
export type Plan = MoveJudgement & {
  booking: Reservation;
  court: Court;
  place: TimeRange;
  /** The date that it has in its series from now on, if that changes. */
  seriesDate?: LocalDate;
  /** Until when a cancellation counts by a better start that it leaves, if not for good. */
  policyUntil?: Date;
};

/**
 * Plans a move as its judgement has it. Staff may break the rules of the club, but for closed hours by the desk.
 * @throws PlaceTaken; AppError not_bookable `locked`, `closed` and `no_price`, conflict for a booking that is held or
 *   over, forbidden for a price or a long block, invalid_input over four hours
 */
export async function planMove(tx: Tx, ctx: Context, club: Club, wanted: Wanted): Promise<Plan> {
  const { booking, court, places, leaving, coming = [] } = wanted;
  const askingOf = await listAsking(tx, [booking]);
  const leavingIds = leaving.map(({ id }) => id);
  const busy = [...(await listBusyOf(tx, court.id, reachOf(places), leavingIds)), ...coming];
  return judgePlan(ctx, club, wanted, { customer: askingOf(booking), busy });
}

type Around = { customer: Asking; busy: readonly Busy[] };

/** The same where it is known whom the booking is for and what others have of the court within reach of its places. */
export function judgePlan(
  ctx: Context,
  club: Club,
  { booking, court, places, price }: Pick<Wanted, 'booking' | 'court' | 'places' | 'price'>,
  { customer, busy }: Around,
): Plan {
  const place = findPlace([court], places, new Map([[court.id, busy]]), customer.category);
  assertMovable(booking, place, ctx.now.getTime());
  assertLength(ctx, booking, place);
  const judged = judgeMove(club, booking, { court, place, busy }, customer, ctx.now.getTime(), price);
  if (judged.brokenRules.includes('closed') && !may(ctx.actor, club.id, 'breakClosedHours'))
    throw refusal('closed');
  if (judged.pricing.is === 'missing') throw refusal('no_price');
  if (isTyped(judged, booking)) requireMay(ctx, club.id, 'setPrice');
  return { ...judged, booking, court, place };
}

/** Why a booking may not go to a place at all: it is not confirmed, not in the past as it was played, or locked. */
function assertMovable({ kind, status, lockedAt }: Reservation, place: TimeRange, now: number): void {
  const isPlayed = status === 'completed' && place.endsAt <= now;
  if (kind === 'closure' || (status !== 'confirmed' && !isPlayed))
    throw new AppError(
      'conflict',
      'Only a confirmed booking can be moved, and a played one within the past.',
    );
  if (lockedAt !== null) throw refusal('locked');
}

function assertLength(ctx: Context, booking: Reservation, { startsAt, endsAt }: TimeRange): void {
  if (!isGame(booking)) {
    requireMay(ctx, booking.clubId, blockVerb(endsAt - startsAt), 'reservation');
    return;
  }
  if (endsAt - startsAt <= LONGEST_BOOKING_MS) return;
  throw new AppError('invalid_input', 'A booking lasts at most four hours: book two in a row.', {
    fields: { duration: ['must be at most four hours'] },
  });
}

/** A price that is neither the list price nor the one agreed before. */
const isTyped = ({ pricing, listPriceMinor }: MoveJudgement, { priceMinor }: Reservation): boolean =>
  pricing.is === 'set' && pricing.priceMinor !== priceMinor && pricing.priceMinor !== listPriceMinor;
