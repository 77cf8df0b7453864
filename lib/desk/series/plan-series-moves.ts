import type { Tx } from '@/db';
import { listBusyOf } from '@/lib/availability/busy';
import type { Busy } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import { amountOf } from '@/lib/core/input/asked-amount';
import { type LocalDate, localTime, MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { PlaceTaken } from '@/lib/desk/bookings/find-place';
import { overlaps, placesAt, reachOf } from '@/lib/desk/judge-place';
import type { BusyCourts } from '@/lib/desk/lock-courts';
import type { PriceWish } from '@/lib/desk/moves/judge-move';
import { type AskingOf, listAsking } from '@/lib/desk/moves/list-asking';
import { judgePlan, type Plan } from '@/lib/desk/moves/plan-move';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listSeriesDates } from './list-series-dates';
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
 * The new place of each booking of a series. What is around them is read at once, and those of one series are in each
 * other's way.
 * @throws AppError conflict with `dates` for those that cannot be had; as `planMove` for what concerns all of them
 */
export async function planSeriesMoves(tx: Tx, ctx: Context, moving: Moving): Promise<Plan[]> {
  const aims = moving.bookings.map((booking) => aimOf(ctx, moving, booking));
  const around = await readAround(tx, moving.bookings, aims);
  const plans: Plan[] = [];
  const lost: { date: LocalDate | null; reason: ConflictReason }[] = [];
  for (const aim of aims) {
    const planned = 'reason' in aim ? aim : planOne(ctx, moving, aim, around, plans);
    if ('reason' in planned) lost.push({ date: aim.booking.seriesDate, reason: planned.reason });
    else plans.push(planned);
  }
  if (lost.length === 0) return plans;
  throw new AppError('conflict', 'Some dates cannot be moved there; nothing was changed.', {
    details: { dates: lost },
  });
}

/** Where a booking shall go. */
type Aim = { booking: Reservation; court: Court; date: LocalDate; places: readonly TimeRange[] };
type Missed = { booking: Reservation; reason: ConflictReason };

function aimOf(ctx: Context, { club, wanted, court, dates }: Moving, booking: Reservation): Aim | Missed {
  const target = court ?? club.courts.find(({ id }) => id === booking.courtId);
  if (!target || booking.seriesDate === null) return { booking, reason: 'retired' };
  const date = dates.get(booking.seriesDate) ?? booking.seriesDate;
  const startsAt = booking.startsAt.getTime();
  const places = placesAt(club, {
    date,
    startTime: wanted.startTime ?? localTime(startsAt, club.timeZone),
    durationMinutes: wanted.durationMinutes ?? (booking.endsAt.getTime() - startsAt) / MINUTE_MS,
  });
  if (places.length === 0) return { booking, reason: 'dst_gap' };
  if (places.every((place) => place.startsAt < ctx.now.getTime())) return { booking, reason: 'in_past' };
  if (!isSoldOn(target, date)) return { booking, reason: 'retired' };
  return { booking, court: target, date, places };
}

/** What decides about the places: whom they are for, what others have of the courts, and the dates of the series that stay. */
type Around = { askingOf: AskingOf; busy: BusyCourts; used: Set<LocalDate> };

async function readAround(
  tx: Tx,
  bookings: readonly Reservation[],
  aims: readonly (Aim | Missed)[],
): Promise<Around> {
  const leaving = bookings.map(({ id }) => id);
  const aimed = groupBy(
    aims.filter((aim) => 'places' in aim),
    ({ court }) => court.id,
  );
  const busy = new Map<number, readonly Busy[]>();
  for (const [courtId, some] of aimed)
    busy.set(courtId, await listBusyOf(tx, courtId, reachOf(some.flatMap(({ places }) => places)), leaving));
  const seriesId = bookings[0]?.seriesId;
  // The dates that stay, each of which the series has once.
  const used = seriesId ? await listSeriesDates(tx, seriesId, leaving) : new Set<LocalDate>();
  return { askingOf: await listAsking(tx, bookings), busy, used };
}

function planOne(
  ctx: Context,
  { club, wanted, isPattern }: Moving,
  { booking, court, date, places }: Aim,
  { askingOf, busy, used }: Around,
  planned: readonly Plan[],
): Plan | { reason: ConflictReason } {
  const own = planned.flatMap((plan) => (plan.court.id === court.id ? plan.place : []));
  const near = [...(busy.get(court.id) ?? []), ...own].filter(overlaps(reachOf(places)));
  try {
    const price = priceWish(club, wanted);
    const wish = { booking, court, places, price };
    const plan = judgePlan(ctx, club, wish, { customer: askingOf(booking), busy: near });
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

const priceWish = ({ currency }: Club, { price }: SeriesChanges): PriceWish =>
  typeof price === 'string'
    ? price
    : { priceMinor: amountOf('price.amount', price.amount, currency), reason: price.reason };
