import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import type { Asking } from '@/lib/desk/judge-place';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { judgeMove, type MoveJudgement } from './judge-move';
import type { Plan } from './plan-move';

/** Why a booking of a delayed court stays where it is. */
export const STAY_REASONS = ['closure', 'held', 'played', 'locked', 'closed', 'no_price', 'blocked'] as const;
export type StayReason = (typeof STAY_REASONS)[number];

/** A booking of an evening with what of its customer decides about a place. */
type Guest = { booking: Reservation; customer: Asking };

type Evening = {
  club: Club;
  court: Court;
  /** The bookings that shall begin later, and whatever else begins between them. */
  later: readonly Guest[];
  /** What else is taken of the court around them. */
  busy: readonly Busy[];
  minutes: number;
  now: number;
};

type Staying = { booking: Reservation; reason: StayReason };

/** Which bookings of an evening can begin later, in order, and which stay where they are. */
export type SplitEvening = { plans: Plan[]; unfit: Staying[] };

/**
 * Shifts an evening from its latest booking on, so that each finds the places of those after it. One that would end
 * after closing, is not confirmed or is locked stays, and so does whoever would run into it.
 */
export function splitEvening({ club, court, later, busy, minutes, now }: Evening): SplitEvening {
  const found: SplitEvening = { plans: [], unfit: [] };
  const taken = [...busy];
  for (const { booking, customer } of later.toSorted(latestFirst)) {
    const place = shifted(booking, minutes);
    const judged = judgeMove(club, booking, { court, place, busy: taken }, customer, now, 'keep');
    const reason = whyStays(booking, judged);
    taken.push(reason === null ? place : shifted(booking, 0));
    if (reason === null) found.plans.unshift({ ...judged, booking, court, place });
    else found.unfit.unshift({ booking, reason });
  }
  return found;
}

/** What is its own comes before what stands in its way. Null for one that can begin later. */
function whyStays({ kind, status, lockedAt }: Reservation, judged: MoveJudgement): StayReason | null {
  if (kind === 'closure') return 'closure';
  if (status !== 'confirmed') return status === 'completed' ? 'played' : 'held';
  if (lockedAt !== null) return 'locked';
  if (judged.brokenRules.includes('closed')) return 'closed';
  if (judged.isTaken) return 'blocked';
  return judged.pricing.is === 'set' ? null : 'no_price';
}

const latestFirst = (one: Guest, other: Guest) =>
  other.booking.startsAt.getTime() - one.booking.startsAt.getTime();

const shifted = ({ startsAt, endsAt }: Reservation, minutes: number): TimeRange => ({
  startsAt: startsAt.getTime() + minutes * MINUTE_MS,
  endsAt: endsAt.getTime() + minutes * MINUTE_MS,
});
