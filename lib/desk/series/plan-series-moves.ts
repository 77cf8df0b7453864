import { and, eq, notInArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { OFF_BOARD, reservations } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError, notFound } from '@/lib/core/errors';
import { amountOf } from '@/lib/core/input/asked-amount';
import { type LocalDate, localTime, MINUTE_MS } from '@/lib/core/time';
import { PlaceTaken } from '@/lib/desk/bookings/find-place';
import { placesAt } from '@/lib/desk/judge-place';
import type { PriceWish } from '@/lib/desk/moves/judge-move';
import { type Plan, planMove } from '@/lib/desk/moves/plan-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { ConflictReason } from './plan-series';
import type { SeriesChanges } from './series-changes';

type Moving = {
  club: Club;
  wanted: SeriesChanges;
  /** Null stays on its court. */
  court: Court | null;
  bookings: readonly Reservation[];
  /** Where the dates go, by the dates for which the series made them. */
  dates: ReadonlyMap<LocalDate, LocalDate>;
  /** Whether the series has them on their new dates from now on. */
  isPattern: boolean;
};

/**
 * The new place of each booking of a series.
 * @throws AppError conflict with `dates` for those that cannot be had; as `planMove` for what concerns all of them
 */
export async function planSeriesMoves(tx: Tx, ctx: Context, moving: Moving): Promise<Plan[]> {
  const plans: Plan[] = [];
  const lost: { date: LocalDate | null; reason: ConflictReason }[] = [];
  const used = await listOtherDates(tx, moving.bookings);
  for (const booking of moving.bookings) {
    const planned = await planOne(tx, ctx, moving, booking, used);
    if ('reason' in planned) lost.push({ date: booking.seriesDate, reason: planned.reason });
    else plans.push(planned);
  }
  if (lost.length === 0) return plans;
  throw new AppError('conflict', 'Some dates cannot be moved there; nothing was changed.', {
    details: { dates: lost },
  });
}

async function planOne(
  tx: Tx,
  ctx: Context,
  { club, wanted, court, bookings, dates, isPattern }: Moving,
  booking: Reservation,
  used: Set<LocalDate>,
): Promise<Plan | { reason: ConflictReason }> {
  const target = court ?? club.courts.find(({ id }) => id === booking.courtId);
  if (!target || booking.seriesDate === null) return { reason: 'retired' };
  const date = dates.get(booking.seriesDate) ?? booking.seriesDate;
  const startsAt = booking.startsAt.getTime();
  const places = placesAt(club, {
    date,
    startTime: wanted.startTime ?? localTime(startsAt, club.timeZone),
    durationMinutes: wanted.durationMinutes ?? (booking.endsAt.getTime() - startsAt) / MINUTE_MS,
  });
  if (places.length === 0) return { reason: 'dst_gap' };
  if (places.every((place) => place.startsAt < ctx.now.getTime())) return { reason: 'in_past' };
  if (!isSoldOn(target, date)) return { reason: 'retired' };
  try {
    const price = priceWish(club, wanted);
    const plan = await planMove(tx, ctx, club, { booking, court: target, places, price, leaving: bookings });
    if (!isPattern) return plan;
    if (used.has(date)) return { reason: 'taken' };
    used.add(date);
    return { ...plan, seriesDate: date };
  } catch (error) {
    if (error instanceof PlaceTaken) return { reason: 'taken' };
    if (isAppError(error, 'not_bookable') && error.details?.reason === 'no_price')
      return { reason: 'no_price' };
    throw error;
  }
}

/** The dates of the series that stay, each of which it has once. */
async function listOtherDates(tx: Tx, bookings: readonly Reservation[]): Promise<Set<LocalDate>> {
  const seriesId = bookings[0]?.seriesId;
  if (!seriesId) return new Set();
  const rows = await tx
    .select({ date: reservations.seriesDate })
    .from(reservations)
    .where(
      and(
        eq(reservations.seriesId, seriesId),
        notInArray(reservations.status, [...OFF_BOARD]),
        notInArray(
          reservations.id,
          bookings.map(({ id }) => id),
        ),
      ),
    );
  return new Set(rows.flatMap(({ date }) => date ?? []));
}

const priceWish = ({ currency }: Club, { price }: SeriesChanges): PriceWish =>
  typeof price === 'string'
    ? price
    : { priceMinor: amountOf('price.amount', price.amount, currency), reason: price.reason };

/** @throws AppError not_found */
export function courtOf({ courts }: Club, id: number): Court {
  const court = courts.find((one) => one.id === id);
  if (!court) throw notFound('court');
  return court;
}
