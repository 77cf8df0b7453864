import type { PriceLine } from '@/db/schema';
import { LONGEST_BOOKING_MS } from '@/lib/availability/busy';
import { priceOf, type Refusal } from '@/lib/availability/offer';
import { type Busy, reasonsAgainst } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import {
  HOUR_MS,
  instantsOf,
  type LocalDate,
  MINUTE_MS,
  parseLocalTime,
  type TimeRange,
} from '@/lib/core/time';
import type { Customer } from './read-customers';

/** The rules of a club that its staff may break. */
export const BREAKABLE_RULES = [
  'in_past',
  'too_soon',
  'beyond_horizon',
  'closed',
  'off_grid',
  'duration_not_sold',
  'leaves_gap',
  'no_price',
  'blocked_customer',
] as const;
export type BreakableRule = (typeof BREAKABLE_RULES)[number];

/** What of a customer decides about a place. */
export type Asking = Pick<Customer, 'category' | 'blockedAt'>;
export const ANYBODY: Asking = { category: null, blockedAt: null };

/** What a place costs and which rules it breaks. Amounts are minor units. */
export type Judgement = {
  isTaken: boolean;
  /** Null where no price rule of the club fits. */
  priceMinor: number | null;
  lines: PriceLine[];
  brokenRules: BreakableRule[];
};

type WallPlace = { date: LocalDate; startTime: string; durationMinutes: number };

/** The places that a wall time names: none in the spring gap, two in the autumn hour. */
export function placesAt(
  { timeZone }: Pick<Club, 'timeZone'>,
  { date, startTime, durationMinutes }: WallPlace,
): TimeRange[] {
  const starts = instantsOf(date, parseLocalTime(startTime) ?? 0, timeZone);
  return starts.map((startsAt) => ({ startsAt, endsAt: startsAt + durationMinutes * MINUTE_MS }));
}

/** The time around places in which something taken may matter to them, as a neighbour beside a gap does. */
export function reachOf(places: readonly TimeRange[]): TimeRange {
  const reach = LONGEST_BOOKING_MS + HOUR_MS;
  return {
    startsAt: Math.min(...places.map(({ startsAt }) => startsAt)) - reach,
    endsAt: Math.max(...places.map(({ endsAt }) => endsAt)) + reach,
  };
}

/** Judges a place of a court by all rules of its club. `busy` is what is taken of the court within `reachOf` it. */
export function judgePlace(
  club: Club,
  court: Court,
  busy: readonly Busy[],
  place: TimeRange,
  customer: Asking,
  now: number,
): Judgement {
  const durationMinutes = (place.endsAt - place.startsAt) / MINUTE_MS;
  const { category } = customer;
  const reasons = [...reasonsAgainst(club, busy, place.startsAt, durationMinutes, now, category)];
  const price = priceOf(club, court, { startsAt: place.startsAt, durationMinutes, category });
  return {
    isTaken: reasons.includes('taken'),
    priceMinor: price.ok ? price.priceMinor : null,
    lines: price.ok ? price.lines : [],
    brokenRules: [
      ...new Set([...reasons, ...(price.ok ? [] : [price.reason])].filter(isBreakable)),
      ...(customer.blockedAt ? (['blocked_customer'] as const) : []),
    ],
  };
}

const isBreakable = (reason: Refusal): reason is Refusal & BreakableRule =>
  BREAKABLE_RULES.some((rule) => rule === reason);

export const overlaps = (one: TimeRange) => (other: TimeRange) =>
  other.startsAt < one.endsAt && other.endsAt > one.startsAt;
