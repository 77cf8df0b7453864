import type { PriceLine } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { priceCourtsAlike, priceSlot } from '@/lib/catalogue/price';
import { localDateOf } from '@/lib/core/time';
import { type Busy, judgeStart, type NotBookable, reasonOfCourt } from './slots';

export type Wish = { startsAt: number; durationMinutes: number; category: string | null; now: number };
export type Refusal = NotBookable | 'no_price';
export type Offer = { ok: true; priceMinor: number; lines: PriceLine[] } | { ok: false; reason: Refusal };

/**
 * Whether a court is sold at a start (epoch ms) and for how much, or why not. Search, availability, hold and API all
 * use it, so that they never disagree.
 */
export const offer = (club: Club, court: Court, busy: readonly Busy[], wish: Wish): Offer =>
  offersAt(club, wish)(court, busy);

/** The same for the courts of a club one by one. What they have in common is found once. */
export function offersAt(club: Club, wish: Wish): (court: Court, busy: readonly Busy[]) => Offer {
  const start = judgeStart(club, wish.startsAt, wish.durationMinutes, wish.now, wish.category);
  const [reason] = start.reasons;
  if (reason) return () => ({ ok: false, reason });
  const priceAt = pricesAt(club, wish);
  return (court, busy) => {
    const ofCourt = reasonOfCourt(club, start, busy);
    return ofCourt ? { ok: false, reason: ofCourt } : priceAt(court);
  };
}

/** The price of a start that is known to be bookable, unless its court is retired by then. */
export const priceOf = (club: Club, court: Court, wish: Omit<Wish, 'now'>): Offer =>
  pricesAt(club, wish)(court);

function pricesAt(club: Club, wish: Omit<Wish, 'now'>): (court: Court) => Offer {
  const date = localDateOf(wish.startsAt, club.timeZone);
  const isOne = priceCourtsAlike(club.priceRules);
  let ofAll: Offer | undefined;
  return (court) => {
    if (!isSoldOn(court, date)) return { ok: false, reason: 'closed' };
    if (!isOne) return priceAt(club, court, wish);
    ofAll ??= priceAt(club, court, wish);
    return ofAll;
  };
}

function priceAt(club: Club, court: Court, wish: Omit<Wish, 'now'>): Offer {
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
