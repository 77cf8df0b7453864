import { z } from 'zod';
import { db, sql } from '@/db';
import type { PriceLine } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { LONGEST_BOOKING_MS, listBusy } from '@/lib/availability/busy';
import { type Alternative, findAlternatives } from '@/lib/availability/find-alternatives';
import { priceOf } from '@/lib/availability/offer';
import { type Busy, type NotBookable, reasonsAgainst } from '@/lib/availability/slots';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { HOUR_MS, instantsOf, MINUTE_MS, parseLocalTime, type TimeRange } from '@/lib/core/time';
import { refusal } from '@/lib/reservations/refuse-slot';
import { type Customer, findCustomer } from './read-customers';

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
type BreakableRule = (typeof BREAKABLE_RULES)[number];

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
  const slots = slotsOf(club, wanted);
  const [busy, customer] = await Promise.all([
    busyAround(court, slots),
    wanted.customerId === undefined ? ANYBODY : getCustomer(ctx, club, wanted.customerId),
  ]);
  const slot = slots.find((candidate) => !busy.some(overlaps(candidate))) ?? slots[0];
  if (!slot) throw refusal('dst_gap');
  const judged = judge(club, court, busy, slot, customer, ctx.now.getTime());
  if (judged.ok) return { club, ...judged, takenBy: null, alternatives: [] };
  const wish = { ...wanted, startsAt: slot.startsAt, category: customer.category, now: ctx.now.getTime() };
  const [takenBy, alternatives] = await Promise.all([
    findTaker(court.id, slot),
    findAlternatives(club, wish, court.sport),
  ]);
  return { club, ...judged, takenBy, alternatives };
}

type Asking = Pick<Customer, 'category' | 'blockedAt'>;
const ANYBODY: Asking = { category: null, blockedAt: null };

async function getCustomer(ctx: Context, club: Club, id: string): Promise<Asking> {
  const found = await findCustomer(db(), ctx, id, 'seePlanner');
  if (found.clubId !== club.id) throw notFound('customer');
  return found;
}

/** In the autumn hour one wall time names two places. */
function slotsOf(club: Club, { date, startTime, durationMinutes }: QuoteWish): TimeRange[] {
  const starts = instantsOf(date, parseLocalTime(startTime) ?? 0, club.timeZone);
  return starts.map((startsAt) => ({ startsAt, endsAt: startsAt + durationMinutes * MINUTE_MS }));
}

/** What is taken of a court, with its neighbours, beside which a gap may be left. */
async function busyAround(court: Court, slots: readonly TimeRange[]): Promise<readonly Busy[]> {
  const [first, last] = [slots[0], slots.at(-1)];
  if (!first || !last) return [];
  const reach = LONGEST_BOOKING_MS + HOUR_MS;
  const busy = await listBusy(first.startsAt - reach, last.endsAt + reach, [court.id]);
  return busy.get(court.id) ?? [];
}

/** The pure part of a quote, over what is known of the club and of the court's day. */
function judge(
  club: Club,
  court: Court,
  busy: readonly Busy[],
  slot: TimeRange,
  customer: Asking,
  now: number,
) {
  const durationMinutes = (slot.endsAt - slot.startsAt) / MINUTE_MS;
  const reasons = [...reasonsAgainst(club, busy, slot.startsAt, durationMinutes, now)];
  const price = priceOf(club, court, {
    startsAt: slot.startsAt,
    durationMinutes,
    category: customer.category,
  });
  return {
    ok: price.ok && !reasons.includes('taken'),
    priceMinor: price.ok ? price.priceMinor : null,
    lines: price.ok ? price.lines : [],
    brokenRules: [
      ...reasons.filter(isBreakable),
      ...(price.ok ? [] : (['no_price'] as const)),
      ...(customer.blockedAt ? (['blocked_customer'] as const) : []),
    ],
  };
}

const isBreakable = (reason: NotBookable): reason is NotBookable & BreakableRule =>
  BREAKABLE_RULES.some((rule) => rule === reason);

const overlaps = (one: TimeRange) => (other: TimeRange) =>
  other.startsAt < one.endsAt && other.endsAt > one.startsAt;

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
