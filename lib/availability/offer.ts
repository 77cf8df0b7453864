import type { PriceLine } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { priceSlot } from '@/lib/catalogue/price';
import { localDateOf } from '@/lib/core/time';
import { type Busy, isBookable, type NotBookable } from './slots';

export type Wish = { startsAt: number; durationMinutes: number; category: string | null; now: number };
export type Refusal = NotBookable | 'no_price';
export type Offer = { ok: true; priceMinor: number; lines: PriceLine[] } | { ok: false; reason: Refusal };

/**
 * Whether a court is sold at a start (epoch ms) and for how much, or why not. Search, availability, hold and API all
 * use it, so that they never disagree.
 */
export function offer(club: Club, court: Court, busy: readonly Busy[], wish: Wish): Offer {
  const bookable = isBookable(club, busy, wish.startsAt, wish.durationMinutes, wish.now, wish.category);
  if (!bookable.ok) return bookable;
  return priceOf(club, court, wish);
}

/** The price of a start that is known to be bookable, unless its court is retired by then. */
export function priceOf(club: Club, court: Court, wish: Omit<Wish, 'now'>): Offer {
  if (court.retiresOn !== null && !isSoldOn(court, localDateOf(wish.startsAt, club.timeZone)))
    return { ok: false, reason: 'closed' };
  const price = priceSlot(club.priceRules, {
    courtId: court.id,
    category: wish.category,
    startsAt: wish.startsAt,
    endsAt: wish.startsAt + wish.durationMinutes * 60_000,
    timeZone: club.timeZone,
    currency: club.currency,
    holidays: club.holidays,
  });
  return price
    ? { ok: true, priceMinor: price.totalMinor, lines: price.lines }
    : { ok: false, reason: 'no_price' };
}
