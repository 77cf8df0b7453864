import { z } from 'zod';
import { db, sql } from '@/db';
import type { PriceLine } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { LONGEST_BOOKING_MS, listBusy } from '@/lib/availability/busy';
import { type Alternative, findAlternatives } from '@/lib/availability/find-alternatives';
import type { Busy } from '@/lib/availability/slots';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { refusal } from '@/lib/reservations/refuse-slot';
import {
  ANYBODY,
  type Asking,
  type BreakableRule,
  judgePlace,
  overlaps,
  placesAt,
  reachOf,
} from './judge-place';
import { findCustomer } from './read-customers';

export const quoteSchema = z.strictObject({
  courtId: z.int().positive(),
  date: boardDate,
  startTime: askedTime,
  durationMinutes: z
    .int()
    .positive()
    .max(LONGEST_BOOKING_MS / MINUTE_MS),
  /** Whose category decides the price. */
  customerId: z.uuid().optional(),
});
export type QuoteWish = z.output<typeof quoteSchema>;

export type Quote = {
  club: Club;
  /** False only when the place is taken or has no price. */
  ok: boolean;
  priceMinor: number | null;
  lines: readonly PriceLine[];
  brokenRules: readonly BreakableRule[];
  takenBy: string | null;
  /** Up to three places that the club sells, when this one is not to be had. */
  alternatives: readonly Alternative[];
};

/**
 * What a place on the board would cost, which rules of the club it breaks and who has it. It changes nothing.
 * @throws AppError unauthenticated, forbidden, not_found, not_bookable for a time that the clocks leave out
 */
export async function quote(ctx: Context, clubIdOrSlug: string, wanted: QuoteWish): Promise<Quote> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const court = club.courts.find(({ id }) => id === wanted.courtId);
  if (!court) throw notFound('court');
  const places = placesAt(club, wanted);
  const [busy, customer] = await Promise.all([
    busyAround(court, places),
    wanted.customerId === undefined ? ANYBODY : getCustomer(ctx, club, wanted.customerId),
  ]);
  const place = places.find((candidate) => !busy.some(overlaps(candidate))) ?? places[0];
  if (!place) throw refusal('dst_gap');
  const { isTaken, ...judged } = judgePlace(club, court, busy, place, customer, ctx.now.getTime());
  const ok = !isTaken && judged.priceMinor !== null;
  if (ok) return { club, ok, ...judged, takenBy: null, alternatives: [] };
  const wish = { ...wanted, startsAt: place.startsAt, category: customer.category, now: ctx.now.getTime() };
  const [takenBy, alternatives] = await Promise.all([
    findTaker(court.id, place),
    findAlternatives(club, wish, court.sport),
  ]);
  return { club, ok, ...judged, takenBy, alternatives };
}

async function getCustomer(ctx: Context, club: Club, id: string): Promise<Asking> {
  const found = await findCustomer(db(), ctx, id, 'seePlanner');
  if (found.clubId !== club.id) throw notFound('customer');
  return found;
}

/** What is taken of a court, with its neighbours, beside which a gap may be left. */
async function busyAround(court: Court, places: readonly TimeRange[]): Promise<readonly Busy[]> {
  if (places.length === 0) return [];
  const { startsAt, endsAt } = reachOf(places);
  const busy = await listBusy(startsAt, endsAt, [court.id]);
  return busy.get(court.id) ?? [];
}

/** The reservation that has a place, the first of several. */
async function findTaker(courtId: number, { startsAt, endsAt }: TimeRange): Promise<string | null> {
  const [taker] = await sql()<{ id: string }[]>`
    select id from reservations
    where court_id = ${courtId} and status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and (status in ('confirmed', 'completed') or hold_expires_at > now())
      and tstzrange(starts_at, ends_at) && tstzrange(${new Date(startsAt).toISOString()}, ${new Date(endsAt).toISOString()})
    order by starts_at limit 1`;
  return taker?.id ?? null;
}
