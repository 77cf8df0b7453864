import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError, notFound } from '@/lib/core/errors';
import { amountOf } from '@/lib/core/input/asked-amount';
import { askedTime } from '@/lib/core/input/asked-time';
import { type LocalDate, localTime, MINUTE_MS, parseLocalTime } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { typedPriceSchema } from '@/lib/desk/agreed-price';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { PlaceTaken } from '@/lib/desk/bookings/find-place';
import { placesAt } from '@/lib/desk/judge-place';
import type { PriceWish } from '@/lib/desk/moves/judge-move';
import { lockBookings } from '@/lib/desk/moves/lock-bookings';
import { type Plan, planMove } from '@/lib/desk/moves/plan-move';
import { writeMoves } from '@/lib/desk/moves/write-moves';
import type { Act } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { countChange, findSeries, listMeant, type Scope } from './lock-series';
import type { ConflictReason } from './plan-series';

export const seriesChangesSchema = z.strictObject({
  courtId: z.int().positive().optional(),
  startTime: askedTime.optional(),
  durationMinutes: z
    .int()
    .positive()
    .max(24 * 60)
    .optional(),
  /** What becomes of prices that change. Kept unless said. */
  price: z.union([z.enum(['keep', 'list']), typedPriceSchema]).default('keep'),
  /** Whether the customers are told. */
  notify: z.boolean().default(true),
});
type SeriesChanges = z.output<typeof seriesChangesSchema>;

export type ChangedSeries = { club: Club; items: readonly BoardItem[]; act: Act };

/**
 * Moves dates of a series to another court or time, or makes them longer or shorter, all of them or none, as one act.
 * @throws AppError conflict with `dates` for those whose new place cannot be had, for a series or a date that somebody
 *   changed since, and with `reason` `no_date_left`; not_bookable `locked`; not_found, forbidden, unauthenticated
 */
export async function changeSeries(
  ctx: Context,
  meant: Scope,
  changes: SeriesChanges,
): Promise<ChangedSeries> {
  const { clubId } = await findSeries(ctx, meant.seriesId);
  const club = await getClub(clubId);
  return changeOrPreview(ctx, async (tx, after) => {
    const repeated = await findRepeated(tx, ctx, club.id);
    const { act, bookingIds } = repeated ?? (await change(tx, after, ctx, club, meant, changes));
    return { club, items: await readItems(tx, bookingIds), act };
  });
}

async function change(tx: Tx, after: After, ctx: Context, club: Club, meant: Scope, wanted: SeriesChanges) {
  const court = wanted.courtId === undefined ? undefined : soldCourt(club, wanted.courtId);
  const listed = await listMeant(tx, ctx, meant);
  const locked = await lockBookings(tx, ctx, 'changeSeries', listed, court ? [court.id] : []);
  // One date that differs is no new pattern.
  const ofSeries = await countChange(tx, meant, meant.scope === 'this' ? {} : patternOf(wanted));
  const plans = await planAll(tx, ctx, club, locked, court, wanted);
  const act = await writeMoves(tx, after, ctx, {
    club,
    kind: 'change_series',
    plans,
    isTold: wanted.notify,
    also: [ofSeries],
  });
  await recordChange(tx, ctx, {
    entity: 'series',
    entityId: meant.seriesId,
    from: null,
    to: 'changed',
    asStaff: true,
    detail: { scope: meant.scope, count: locked.length, act_id: act.id, after: patternOf(wanted) },
  });
  return { act, bookingIds: locked.map(({ id }) => id) };
}

const patternOf = ({ courtId, startTime, durationMinutes }: SeriesChanges) => ({
  ...(courtId !== undefined && { courtId }),
  ...(startTime !== undefined && { startMinute: parseLocalTime(startTime) ?? 0 }),
  ...(durationMinutes !== undefined && { durationMinutes }),
});

function soldCourt({ courts }: Club, id: number): Court {
  const court = courts.find((one) => one.id === id);
  if (!court) throw notFound('court');
  return court;
}

/** The new place of each date. Those that cannot be had are named together. */
async function planAll(
  tx: Tx,
  ctx: Context,
  club: Club,
  locked: readonly Reservation[],
  court: Court | undefined,
  wanted: SeriesChanges,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  const lost: { date: LocalDate | null; reason: ConflictReason }[] = [];
  for (const booking of locked) {
    const planned = await planOne(tx, ctx, club, { booking, court, wanted, leaving: locked });
    if ('reason' in planned) lost.push({ date: booking.seriesDate, reason: planned.reason });
    else plans.push(planned);
  }
  if (lost.length === 0) return plans;
  throw new AppError('conflict', 'Some dates cannot be moved there; nothing was changed.', {
    details: { dates: lost },
  });
}

type Moving = {
  booking: Reservation;
  court: Court | undefined;
  wanted: SeriesChanges;
  leaving: readonly Reservation[];
};

async function planOne(
  tx: Tx,
  ctx: Context,
  club: Club,
  { booking, court, wanted, leaving }: Moving,
): Promise<Plan | { reason: ConflictReason }> {
  const target = court ?? club.courts.find(({ id }) => id === booking.courtId);
  if (!target || booking.seriesDate === null) return { reason: 'retired' };
  const startsAt = booking.startsAt.getTime();
  const places = placesAt(club, {
    date: booking.seriesDate,
    startTime: wanted.startTime ?? localTime(startsAt, club.timeZone),
    durationMinutes: wanted.durationMinutes ?? (booking.endsAt.getTime() - startsAt) / MINUTE_MS,
  });
  if (places.length === 0) return { reason: 'dst_gap' };
  if (!isSoldOn(target, booking.seriesDate)) return { reason: 'retired' };
  try {
    return await planMove(tx, ctx, club, {
      booking,
      court: target,
      places,
      price: priceWish(club, wanted),
      leaving,
    });
  } catch (error) {
    if (error instanceof PlaceTaken) return { reason: 'taken' };
    if (isAppError(error, 'not_bookable') && error.details?.reason === 'no_price')
      return { reason: 'no_price' };
    throw error;
  }
}

const priceWish = ({ currency }: Club, { price }: SeriesChanges): PriceWish =>
  typeof price === 'string'
    ? price
    : { priceMinor: amountOf('price.amount', price.amount, currency), reason: price.reason };
