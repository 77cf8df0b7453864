import type { Tx } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { lockBooker } from '@/lib/desk/bookings/lock-booker';
import { lockBookings } from '@/lib/desk/moves/lock-bookings';
import type { Customer } from '@/lib/desk/read-customers';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { listMeant, lockSeries, type Scope, type Series, staleSeries } from './lock-series';
import { bringsDates } from './plan-weekdays';
import { courtOf } from './read-series-wish';
import type { SeriesChanges } from './series-changes';

/** What a change of a series works on, under its locks. */
export type Locked = {
  series: Series;
  /** The dates meant, in order. */
  bookings: readonly Reservation[];
  /** Whom it is for, where it may get new dates. */
  customer: Customer | null;
};

/**
 * Locks what a change of a series touches, in the order of every verb: courts, its customer, bookings, the series.
 * `found` is the series as it was read before.
 * @throws AppError not_found for a court; conflict with `reason` `no_date_left`, and for a series or a date that somebody
 *   changed since
 */
export async function lockForChange(
  tx: Tx,
  ctx: Context,
  club: Club,
  found: Series,
  meant: Scope,
  wanted: SeriesChanges,
): Promise<Locked> {
  const listed = await listMeant(tx, ctx, meant);
  const courtIds = courtsOf(club, found, wanted);
  const customer = bringsDates(found, meant, wanted.weekdays)
    ? await lockCustomer(tx, ctx, club, found, [...courtIds, ...listed.map(({ courtId }) => courtId)])
    : null;
  const bookings = await lockBookings(tx, ctx, 'changeSeries', listed, courtIds);
  const series = await lockSeries(tx, meant);
  // It may have left for another court after it was found.
  if (series.courtId !== found.courtId || series.weekdays.length !== found.weekdays.length)
    throw await staleSeries(tx, series);
  return { series, bookings, customer };
}

/** The courts that it may take beside those that its dates have. */
function courtsOf(club: Club, { courtId }: Series, wanted: SeriesChanges): number[] {
  const chosen = wanted.choices.flatMap((one) => (one.choice === 'court' ? one.courtId : []));
  const asked = [...(wanted.courtId === undefined ? [] : [wanted.courtId]), ...chosen];
  return [...(wanted.weekdays === undefined ? [] : [courtId]), ...asked.map((id) => courtOf(club, id).id)];
}

async function lockCustomer(
  tx: Tx,
  ctx: Context,
  club: Club,
  { customerId }: Series,
  courtIds: readonly number[],
): Promise<Customer | null> {
  for (const id of [...new Set(courtIds)].toSorted((a, b) => a - b)) await lockCourt(tx, id);
  return lockBooker(tx, ctx, club, customerId === null ? null : { customerId });
}
