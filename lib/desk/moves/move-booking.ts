import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { courts, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { amountOf } from '@/lib/core/input/asked-amount';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { moneyJson } from '@/lib/core/money';
import { MINUTE_MS } from '@/lib/core/time';
import { typedPriceSchema } from '@/lib/desk/agreed-price';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { offeringOthers } from '@/lib/desk/bookings/find-place';
import { sendLinks } from '@/lib/desk/bookings/settle-bookings';
import { type BreakableRule, placesAt } from '@/lib/desk/judge-place';
import { listOpenDues } from '@/lib/ledger/settle-dues';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { refusal } from '@/lib/reservations/refuse-slot';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { readMoved } from './read-moved';
import type { PriceWish } from './judge-move';
import { lockBookings } from './lock-bookings';
import { type Plan, planMove } from './plan-move';
import { writeMoves } from './write-moves';

const LONGEST_BLOCK_MINUTES = 31 * 24 * 60;

export const moveBookingSchema = z.strictObject({
  reservationId: z.uuid(),
  /** That of the booking as it was seen. */
  revision: z.int().min(0),
  /** Its own unless said. */
  courtId: z.int().positive().max(2_147_483_647).optional(),
  /** Local to the club. */
  date: boardDate,
  startTime: askedTime,
  /** As long as it is unless said. */
  durationMinutes: z.int().positive().max(LONGEST_BLOCK_MINUTES).optional(),
  /** The club's setting decides unless said. */
  price: z.union([z.enum(['keep', 'list']), typedPriceSchema]).optional(),
  /** How what the price rises by is asked for: it is owed unless a link shall ask for it. */
  settle: z.enum(['due', 'link']).optional(),
  /** Whether the customer is told. */
  notify: z.boolean().default(true),
});
export type MoveBooking = z.output<typeof moveBookingSchema>;

export type MovedBooking = {
  club: Club;
  item: BoardItem;
  /** By how much its price rose, in minor units. */
  differenceMinor: number;
  brokenRules: readonly BreakableRule[];
  act: Act;
};

/**
 * Moves a booking to another time or court of its club, or makes it longer or shorter. What the price rises by is owed
 * and what it falls by goes back, once the act can no longer be undone. A repeat under the same request key is the
 * first move.
 * @throws AppError conflict for a stale revision (`lockBookings`), with `difference` when the price changes and staff
 *   must choose, for a booking that is not confirmed and for a move to where it is; slot_taken with alternatives;
 *   not_bookable `locked`, `closed`, `no_price` and `dst_gap`; invalid_input, also at `settle` when a link has no
 *   address; not_found, forbidden, unauthenticated
 */
export async function moveBooking(ctx: Context, wanted: MoveBooking): Promise<MovedBooking> {
  const { club, court } = await findTarget(ctx, wanted);
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      const repeated = await findRepeated(tx, ctx, club.id);
      const act = repeated?.act ?? (await move(tx, after, ctx, club, court, wanted));
      const [item] = await readItems(tx, [wanted.reservationId]);
      if (!item) throw new Error('a moved booking is there');
      return { club, item, act, ...(await readMoved(tx, act, item.id)) };
    }),
  );
}

async function move(
  tx: Tx,
  after: After,
  ctx: Context,
  club: Club,
  court: Court,
  wanted: MoveBooking,
): Promise<Act> {
  const seen = { id: wanted.reservationId, revision: wanted.revision };
  const [booking] = await lockBookings(tx, ctx, 'moveBookings', [seen], [court.id]);
  if (!booking) throw new Error('each booking that is asked for is locked');
  const places = placesFor(club, booking, wanted);
  const price = priceOf(booking, wanted);
  const plan = await planMove(tx, ctx, club, { booking, court, places, price, leaving: [booking] });
  assertDecided(plan);
  const act = await writeMoves(tx, after, ctx, { club, kind: 'move', plans: [plan], isTold: wanted.notify });
  if (wanted.settle === 'link' && plan.differenceMinor > 0) await askByLink(tx, after, ctx, booking, act);
  return act;
}

/** Asks for what is owed of a booking once the act can no longer be undone. */
async function askByLink(tx: Tx, after: After, ctx: Context, booking: Reservation, act: Act): Promise<void> {
  requireMay(ctx, booking.clubId, 'takeMoney', 'reservation');
  const owed = (await listOpenDues(tx, booking.id)).filter(({ amountMinor }) => amountMinor > 0);
  await sendLinks(tx, after, [booking], owed, act);
}

/** The court is locked before the booking is, so it is found first. */
async function findTarget(
  ctx: Context,
  { reservationId, courtId }: MoveBooking,
): Promise<{ club: Club; court: Court }> {
  const [found] = await db()
    .select({ clubId: reservations.clubId, court: courts })
    .from(reservations)
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(eq(reservations.id, reservationId));
  if (!found) throw notFound('reservation');
  requireMay(ctx, found.clubId, 'moveBookings', 'reservation');
  const club = await getClub(found.clubId);
  const wantedId = courtId ?? found.court.id;
  // A booking may stay on a court that is not sold any more.
  const court = [...club.courts, found.court].find(({ id }) => id === wantedId);
  if (!court) throw notFound('court');
  return { club, court };
}

function placesFor(
  club: Club,
  { startsAt, endsAt }: Reservation,
  { date, startTime, durationMinutes }: MoveBooking,
) {
  const asLong = (endsAt.getTime() - startsAt.getTime()) / MINUTE_MS;
  const places = placesAt(club, { date, startTime, durationMinutes: durationMinutes ?? asLong });
  if (places.length === 0) throw refusal('dst_gap');
  return places;
}

function priceOf({ currency }: Reservation, { price }: MoveBooking): PriceWish | undefined {
  if (typeof price !== 'object') return price;
  return { priceMinor: amountOf('price.amount', price.amount, currency), reason: price.reason };
}

/** Nothing is to be decided any more, and something is to be done. */
function assertDecided({ booking, court, place, pricing, differenceMinor }: Plan): void {
  if (pricing.is === 'open')
    throw new AppError('conflict', 'The price changes there: say whether to keep it.', {
      details: { difference: moneyJson(differenceMinor, booking.currency) },
    });
  const isThere =
    court.id === booking.courtId &&
    place.startsAt === booking.startsAt.getTime() &&
    place.endsAt === booking.endsAt.getTime();
  if (isThere && differenceMinor === 0) throw new AppError('conflict', 'The booking is there already.');
}
