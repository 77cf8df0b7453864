import type { reservations } from '@/db/schema';
import { scaleOf } from '@/lib/core/currencies';
import { HOUR_MS } from '@/lib/core/time';

type Reservation = typeof reservations.$inferSelect;

/** A price in equal shares, in minor units. What cannot be divided is part of the booker's own. */
export function sharesOf(
  { priceMinor, currency }: Pick<Reservation, 'priceMinor' | 'currency'>,
  seats: number,
): { ownMinor: number; otherMinor: number } {
  const { stepMinor } = scaleOf(currency);
  const otherMinor = Math.floor(priceMinor / seats / stepMinor) * stepMinor;
  return { ownMinor: priceMinor - otherMinor * (seats - 1), otherMinor };
}

/** What whoever booked pays of a hold: their share, or all of it. */
export const ownShareOf = (hold: Pick<Reservation, 'priceMinor' | 'currency' | 'sharing'>): number =>
  hold.sharing ? sharesOf(hold, hold.sharing.seats).ownMinor : hold.priceMinor;

/** When the card of whoever booked pays the shares that are open. */
export const shareDueBy = (startsAt: Date, hoursBefore: number): Date =>
  new Date(startsAt.getTime() - hoursBefore * HOUR_MS);
