type Placed = { startsAt: Date; policyStartsAt: Date | null; policyStartsUntil: Date | null };

/**
 * The start by which the refund policy counts at a moment. A move never makes a cancellation dearer: it is the latest
 * that the booking has had, for good after a move by the club and for an hour after one by its player.
 */
export function policyStart({ startsAt, policyStartsAt, policyStartsUntil }: Placed, now: Date): Date {
  const counts = policyStartsAt !== null && (policyStartsUntil === null || policyStartsUntil > now);
  return counts && policyStartsAt > startsAt ? policyStartsAt : startsAt;
}

/** What a move to another start leaves of that: the start that is better than the new one, if there is one. */
export function betterStart(booking: Placed, next: Date, now: Date): Date | null {
  const best = policyStart(booking, now);
  return best > next ? best : null;
}

/** The same without what counts for an hour only, for what is read later. */
export const lastingStart = (booking: Placed): Date =>
  booking.policyStartsUntil === null ? policyStart(booking, booking.startsAt) : booking.startsAt;
