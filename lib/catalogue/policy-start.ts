type Placed = { startsAt: Date; policyStartsAt: Date | null };

/**
 * The start by which the refund policy counts. A move by the club never makes a cancellation dearer, so it is the
 * latest that the booking has had.
 */
export const policyStart = ({ startsAt, policyStartsAt }: Placed): Date =>
  policyStartsAt !== null && policyStartsAt > startsAt ? policyStartsAt : startsAt;
