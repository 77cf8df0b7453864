import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db, sql } from '@/db';
import { type PriceLine, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { LONGEST_BOOKING_MS, listBusyOf } from '@/lib/availability/busy';
import { type Alternative, findAlternatives } from '@/lib/availability/find-alternatives';
import { asAtDesk } from '@/lib/availability/slots';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
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
import { judgeMove, type Target } from './moves/judge-move';
import { listAsking } from './moves/list-asking';
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
  /** The booking that would move there, which has its own customer and is not in its own way. */
  reservationId: z.uuid().optional(),
});
export type QuoteWish = z.output<typeof quoteSchema>;

export type Quote = {
  club: Club;
  /** False only when the place is taken or has no price. */
  ok: boolean;
  /** With the extras of a booking that would move there. */
  priceMinor: number | null;
  /** By how much a move would change its price. Null without one. */
  differenceMinor: number | null;
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
  const moving = await findMoving(club, wanted.reservationId);
  const [busy, customer] = await Promise.all([
    places.length === 0 ? [] : listBusyOf(db(), court.id, reachOf(places), moving ? [moving.id] : []),
    moving ? askingOf(moving) : askingFor(ctx, club, wanted.customerId),
  ]);
  const place = places.find((candidate) => !busy.some(overlaps(candidate))) ?? places[0];
  if (!place) throw refusal('dst_gap');
  const { isTaken, ...judged } = judge(club, moving, { court, place, busy }, customer, ctx.now.getTime());
  const ok = !isTaken && judged.priceMinor !== null;
  if (ok) return { club, ok, ...judged, takenBy: null, alternatives: [] };
  const wish = { ...wanted, startsAt: place.startsAt, category: customer.category, now: ctx.now.getTime() };
  const [takenBy, alternatives] = await Promise.all([
    findTaker(court.id, place, moving?.id),
    findAlternatives(asAtDesk(club), wish, { sport: court.sport }),
  ]);
  return { club, ok, ...judged, takenBy, alternatives };
}

async function findMoving(club: Club, id: string | undefined): Promise<Reservation | null> {
  if (id === undefined) return null;
  const [found] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (found?.clubId !== club.id) throw notFound('reservation');
  return found;
}

const askingOf = async (booking: Reservation): Promise<Asking> =>
  (await listAsking(db(), [booking]))(booking);

async function askingFor(ctx: Context, club: Club, id: string | undefined): Promise<Asking> {
  if (id === undefined) return ANYBODY;
  const found = await findCustomer(db(), ctx, id, 'seePlanner');
  if (found.clubId !== club.id) throw notFound('customer');
  return found;
}

/** The place for somebody new, or for a booking that moves there. */
function judge(club: Club, moving: Reservation | null, target: Target, customer: Asking, now: number) {
  if (moving === null) {
    const { court, busy, place } = target;
    return { ...judgePlace(club, court, busy, place, customer, now), differenceMinor: null };
  }
  const { listPriceMinor, pricing: _, ...judged } = judgeMove(club, moving, target, customer, now);
  return { ...judged, priceMinor: listPriceMinor };
}

/** The reservation that has a place, the first of several. */
async function findTaker(
  courtId: number,
  { startsAt, endsAt }: TimeRange,
  butFor: string | undefined,
): Promise<string | null> {
  const [taker] = await sql()<{ id: string }[]>`
    select id from reservations
    where court_id = ${courtId} and id is distinct from ${butFor ?? null}::uuid and status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and (status in ('confirmed', 'completed') or hold_expires_at > now())
      and tstzrange(starts_at, ends_at) && tstzrange(${new Date(startsAt).toISOString()}, ${new Date(endsAt).toISOString()})
    order by starts_at limit 1`;
  return taker?.id ?? null;
}
