import { findAlternatives } from '@/lib/availability/find-alternatives';
import type { Refusal, Wish } from '@/lib/availability/offer';
import type { OwnGame, Quota } from '@/lib/availability/quota';
import { slotJson } from '@/lib/availability/slot-json';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { AppError } from '@/lib/core/errors';

/**
 * `blocked_customer`: the club has blocked the person, who is never told why. `locked`: staff have locked the booking
 * where it is. `category_quota`: the person has as many bookings as their category may have. `not_free_any_more`: a
 * player moves a booking only as long as cancelling it is free.
 */
type BookingRefusal = Refusal | 'blocked_customer' | 'locked' | 'category_quota' | 'not_free_any_more';

const SENTENCES: Record<BookingRefusal, string> = {
  sales_paused: 'This club takes no online bookings at the moment.',
  in_past: 'This start is in the past.',
  too_soon: 'This start is too close: the club asks for more notice.',
  beyond_horizon: 'The club does not sell this day yet.',
  closed: 'The club is closed then.',
  off_grid: 'The club has no start at this minute.',
  duration_not_sold: 'The club does not sell this duration.',
  dst_gap: 'This time does not exist on that day: the clocks go forward.',
  taken: 'Somebody has just taken this court.',
  leaves_gap: 'This start would leave a gap nobody could book; try the one before or after.',
  no_price: 'The club has no price for this time.',
  blocked_customer: 'This club takes no online bookings from you: please ask at its desk.',
  category_quota: 'You have as many bookings as your category may have at this club.',
  not_free_any_more: 'A booking can be moved as long as cancelling it is free, and this one is too near.',
  locked: 'This booking is locked: unlock it before you move it.',
};

/** Why a start is not sold, as an error for a person. */
export const refusal = (reason: BookingRefusal) =>
  new AppError('not_bookable', SENTENCES[reason], { details: { reason } });

/** The limit of their category that a person has reached. */
export const quotaRefusal = ({ limit, most }: Quota) =>
  new AppError('not_bookable', SENTENCES.category_quota, {
    details: { reason: 'category_quota', limit, most },
  });

/**
 * Why a start is not sold, with the nearest free starts of the club when another hold was faster. Starts beyond a limit
 * of the person are not among them.
 */
export async function refusalWithAlternatives(
  reason: Refusal,
  club: Club,
  court: Court,
  wish: Wish,
  quotaAt?: (wanted: OwnGame) => Quota | null,
): Promise<AppError> {
  if (reason !== 'taken') return refusal(reason);
  const alternatives = await findAlternatives(club, wish, {
    sport: court.sport,
    ...(quotaAt && { quotaAt }),
  });
  return new AppError('slot_taken', SENTENCES.taken, {
    details: {
      alternatives: alternatives.map((slot) => ({
        court_id: slot.courtId,
        court: slot.courtName,
        ...slotJson(club, slot),
      })),
    },
  });
}
