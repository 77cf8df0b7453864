import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import type { ActChange } from '@/db/schema';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { type LocalDate, parseLocalTime } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { lockBookings } from '@/lib/desk/moves/lock-bookings';
import { writeMoves } from '@/lib/desk/moves/write-moves';
import type { Act } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { noteDates } from './note-dates';
import { findSeries, listMeant, lockSeries, type Scope, type Series, writeSeriesChange } from './lock-series';
import { moveDates } from './move-dates';
import { courtOf, planSeriesMoves } from './plan-series-moves';
import type { SeriesChanges } from './series-changes';
import { lastDateFrom } from './series-dates';

export type ChangedSeries = { club: Club; items: readonly BoardItem[]; act: Act };

/**
 * Moves dates of a series to another court, weekday or time, makes them longer or shorter, or names them anew, all of
 * them or none, as one act.
 * @throws AppError conflict with `dates` for those whose new place cannot be had, for a series or a date that somebody
 *   changed since, and with `reason` `no_date_left`; invalid_input for another number of weekdays; not_bookable
 *   `locked`; not_found, forbidden, unauthenticated
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
  const court = wanted.courtId === undefined ? null : courtOf(club, wanted.courtId);
  const listed = await listMeant(tx, ctx, meant);
  const bookings = await lockBookings(tx, ctx, 'changeSeries', listed, court ? [court.id] : []);
  const locked = await lockSeries(tx, meant);
  assertChange(wanted);
  const dates = datesWanted(locked, meant, bookings, wanted);
  // One date that differs is no new pattern.
  const pattern = meant.scope === 'this' ? {} : patternOf(locked, wanted, dates);
  const ofSeries = await writeSeriesChange(tx, locked, pattern);
  const moving = { club, wanted, court, bookings, dates, isPattern: meant.scope !== 'this' };
  const act = await writeAll(tx, after, ctx, moving, ofSeries);
  await recordChange(tx, ctx, {
    entity: 'series',
    entityId: meant.seriesId,
    from: null,
    to: 'changed',
    asStaff: true,
    detail: { scope: meant.scope, count: bookings.length, act_id: act.id, after: pattern },
  });
  return { act, bookingIds: bookings.map(({ id }) => id) };
}

/** Where the dates go, by the dates that they have. */
function datesWanted(
  { weekdays }: Series,
  { scope }: Scope,
  bookings: readonly Reservation[],
  wanted: SeriesChanges,
): ReadonlyMap<LocalDate, LocalDate> {
  if (wanted.weekdays === undefined) return new Map();
  if (wanted.weekdays.length !== (scope === 'this' ? 1 : weekdays.length))
    throw new AppError('invalid_input', 'The weekdays do not fit the series.', {
      fields: {
        weekdays: [scope === 'this' ? 'must be one day for one date' : 'must be as many as the series has'],
      },
    });
  const dates = bookings.flatMap(({ seriesDate }) => seriesDate ?? []);
  return moveDates(dates, scope === 'this' ? [] : weekdays, wanted.weekdays);
}

function patternOf(
  { fromDate, untilDate }: Series,
  { courtId, startTime, durationMinutes, weekdays, title, note }: SeriesChanges,
  dates: ReadonlyMap<LocalDate, LocalDate>,
) {
  // No further than a series may reach.
  const reached = [...dates.values()].filter((date) => date <= lastDateFrom(fromDate));
  const last = [untilDate, ...reached].toSorted().at(-1) ?? untilDate;
  return {
    ...(courtId !== undefined && { courtId }),
    ...(startTime !== undefined && { startMinute: parseLocalTime(startTime) ?? 0 }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(weekdays !== undefined && { weekdays: weekdays.toSorted() }),
    ...(last > untilDate && { untilDate: last }),
    ...(title !== undefined && { title: title || null }),
    ...(note !== undefined && { note: note || null }),
  };
}

/** What stays in its place is only named anew. */
async function writeAll(
  tx: Tx,
  after: After,
  ctx: Context,
  moving: Parameters<typeof planSeriesMoves>[2],
  ofSeries: ActChange,
): Promise<Act> {
  const { club, wanted, bookings } = moving;
  if (!isMove(wanted)) return noteDates(tx, ctx, club, bookings, wanted, ofSeries);
  const plans = await planSeriesMoves(tx, ctx, moving);
  return writeMoves(tx, after, ctx, {
    club,
    kind: 'change_series',
    plans,
    isTold: wanted.notify,
    also: [ofSeries],
    words: wanted,
  });
}

function assertChange(wanted: SeriesChanges): void {
  if (isMove(wanted) || wanted.title !== undefined || wanted.note !== undefined) return;
  throw new AppError('invalid_input', 'Say what changes.');
}

const isMove = ({ courtId, startTime, durationMinutes, weekdays, price }: SeriesChanges): boolean =>
  [courtId, startTime, durationMinutes, weekdays].some((one) => one !== undefined) || price !== 'keep';
