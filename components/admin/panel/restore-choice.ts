import type { ClubBooking } from '@/lib/desk/bookings/get-booking';

type Judged = Pick<ClubBooking, 'status' | 'confirmedAt' | 'endsAt' | 'cancelledAt'> & {
  refunds: readonly Pick<ClubBooking['refunds'][number], 'status' | 'createdAt'>[];
};

/**
 * How a cancelled booking comes back: as it was, or, once money went back to a card, only by booking it anew. Null for
 * what was never confirmed or is over.
 */
export function restoreChoice(
  { status, confirmedAt, endsAt, cancelledAt, refunds }: Judged,
  now: number,
): 'restore' | 'anew' | null {
  if (status !== 'cancelled' || confirmedAt === null || endsAt.getTime() <= now) return null;
  const went = refunds.some(
    (refund) =>
      GONE.some((gone) => gone === refund.status) && refund.createdAt >= (cancelledAt ?? new Date(0)),
  );
  return went ? 'anew' : 'restore';
}

/** A refund of these has the money, or is about to. */
const GONE = ['requested', 'pending', 'succeeded'] as const;
