import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

type Judged = Pick<ClubBooking, 'status' | 'confirmedAt' | 'endsAt' | 'cancelledAt' | 'isDateTaken'> & {
  refunds: readonly Pick<ClubBooking['refunds'][number], 'status' | 'createdAt'>[];
};

/** It stands again as it was, or can only be booked anew. */
export type RestoreChoice = { choice: 'restore' } | { choice: 'anew'; because: 'refunded' | 'date_taken' };

/** How a cancelled booking comes back. Null for what was never confirmed or is over. */
export function restoreChoice(
  { status, confirmedAt, endsAt, cancelledAt, refunds, isDateTaken }: Judged,
  now: number,
): RestoreChoice | null {
  if (status !== 'cancelled' || confirmedAt === null || endsAt.getTime() <= now) return null;
  const went = refunds.some(
    (refund) =>
      GONE.some((gone) => gone === refund.status) && refund.createdAt >= (cancelledAt ?? new Date(0)),
  );
  if (went) return { choice: 'anew', because: 'refunded' };
  return isDateTaken ? { choice: 'anew', because: 'date_taken' } : { choice: 'restore' };
}

/** A refund of these has the money, or is about to. */
const GONE = ['requested', 'pending', 'succeeded'] as const;
