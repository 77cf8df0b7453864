import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { type LocalDate, localDateOf, parseLocalTime } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { writeMoves } from '@/lib/desk/moves/write-moves';
import { type Act, writeAct } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type Added, addDates } from './add-dates';
import { giveUpDates } from './give-up-dates';
import { lockForChange } from './lock-for-change';
import { findSeries, type Scope, type Series, writeSeriesChange } from './lock-series';
import { noteDates } from './note-dates';
import { planSeriesMoves } from './plan-series-moves';
import { bringsDates, planWeekdays, type WeekdayPlan } from './plan-weekdays';
import type { SeriesDate } from './planned-dates';
import { courtOf } from './read-series-wish';
import type { SeriesChanges } from './series-changes';
import { lastDateFrom } from './series-dates';

type Changed = {
  /** The dates that days new to it bring. In a preview also those that cannot be had. */
  dates: readonly SeriesDate[];
  /** What goes back for the dates that it gives up, in minor units. */
  refundMinor: number;
  act: Act;
};
export type ChangedSeries = Changed & { club: Club; items: readonly BoardItem[] };

/**
 * Moves dates of a series to another court, weekday or time, makes them longer or shorter, or names them anew. Days
 * that are new to it bring dates, and days that it loses give theirs up by their policy. All of them or none, as one act.
 * A preview tells each new date that cannot be had with its ways out; saving needs a choice for each of them, unless
 * dates may be left out.
 * @throws AppError conflict with `dates` for those whose place cannot be had, for a series or a date that somebody
 *   changed since, and with `reason` `no_date_left`; invalid_input for several weekdays of one date and for choices of
 *   other dates; not_bookable `locked`; not_found, forbidden, unauthenticated
 */
export async function changeSeries(
  ctx: Context,
  meant: Scope,
  changes: SeriesChanges,
): Promise<ChangedSeries> {
  const found = await findSeries(ctx, meant.seriesId);
  const club = await getClub(found.clubId);
  return changeOrPreview(ctx, async (tx, after) => {
    const repeated = await findRepeated(tx, ctx, club.id);
    const { bookingIds, ...changed } = repeated
      ? { dates: [], refundMinor: 0, ...repeated }
      : await change(tx, after, ctx, club, found, meant, changes);
    return { club, items: await readItems(tx, bookingIds), ...changed };
  });
}

async function change(
  tx: Tx,
  after: After,
  ctx: Context,
  club: Club,
  found: Series,
  meant: Scope,
  wanted: SeriesChanges,
): Promise<Changed & { bookingIds: string[] }> {
  const { series, bookings, customer } = await lockForChange(tx, ctx, club, found, meant, wanted);
  assertChange(wanted);
  const own = bookings.flatMap(({ seriesDate }) => seriesDate ?? []);
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const plan = planWeekdays(series, meant, own, wanted.weekdays, today);
  // One date that differs is no new pattern.
  const pattern = meant.scope === 'this' ? {} : patternOf(series, wanted, plan);
  const act = await beginAct(tx, ctx, series, pattern, bookings);
  const changing = { club, wanted, bookings, plan, isPattern: meant.scope !== 'this', act };
  const { refundMinor, changedIds } = await changeOwn(tx, after, ctx, changing);
  const adding = { club, series: { ...series, ...pattern }, wanted, dates: plan.added, customer, act };
  const { dates, bookingIds } = bringsDates(series, meant, wanted.weekdays)
    ? await addDates(tx, after, ctx, adding)
    : withoutNew(wanted);
  await recordChange(tx, ctx, {
    entity: 'series',
    entityId: meant.seriesId,
    from: null,
    to: 'changed',
    asStaff: true,
    detail: {
      scope: meant.scope,
      count: bookings.length,
      added: bookingIds.length,
      act_id: act.id,
      after: pattern,
    },
  });
  return { dates, refundMinor, act, bookingIds: [...changedIds, ...bookingIds] };
}

function patternOf(
  { fromDate, untilDate }: Series,
  { courtId, startTime, durationMinutes, weekdays, title, note }: SeriesChanges,
  { goes }: WeekdayPlan,
) {
  // No further than a series may reach.
  const reached = [...goes.values()].flatMap((date) =>
    date !== null && date <= lastDateFrom(fromDate) ? date : [],
  );
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

/** The act of which all that follows is part, with what the series itself is from now on. */
async function beginAct(
  tx: Tx,
  ctx: Context,
  series: Series,
  pattern: ReturnType<typeof patternOf> | Record<string, never>,
  bookings: readonly Reservation[],
): Promise<Act> {
  return writeAct(tx, ctx, {
    clubId: series.clubId,
    kind: 'change_series',
    changes: [await writeSeriesChange(tx, series, pattern)],
    summary: {
      count: bookings.length,
      ...(bookings[0] && { reservation_id: bookings[0].id }),
      ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }),
    },
    lasts: 'seconds',
  });
}

type Changing = {
  club: Club;
  wanted: SeriesChanges;
  bookings: readonly Reservation[];
  plan: WeekdayPlan;
  isPattern: boolean;
  act: Act;
};

type ChangedOwn = { refundMinor: number; changedIds: readonly string[] };

/**
 * Changes the dates that it has: those given up leave their places first, and what stays in its place is only named
 * anew. Returns what goes back, and what was changed.
 */
async function changeOwn(tx: Tx, after: After, ctx: Context, changing: Changing): Promise<ChangedOwn> {
  const { club, wanted, bookings, plan, isPattern, act } = changing;
  const goesTo = ({ seriesDate }: Reservation) => plan.goes.get(seriesDate ?? '');
  const given = bookings.filter((one) => goesTo(one) === null);
  const staying = bookings.filter((one) => goesTo(one) !== null);
  const moving = staying.filter(
    (one) => isMove(wanted) || (goesTo(one) ?? one.seriesDate) !== one.seriesDate,
  );
  const { refundMinor } =
    given.length > 0 ? await giveUpDates(tx, after, ctx, given, wanted.notify, act) : { refundMinor: 0 };
  if (moving.length > 0) {
    const court = wanted.courtId === undefined ? null : courtOf(club, wanted.courtId);
    const dates = new Map(moving.flatMap((one) => datePair(one.seriesDate, goesTo(one))));
    const plans = await planSeriesMoves(tx, ctx, { club, wanted, court, bookings: moving, dates, isPattern });
    await writeMoves(tx, after, ctx, { club, within: act, plans, isTold: wanted.notify, words: wanted });
  }
  const isNamed = wanted.title !== undefined || wanted.note !== undefined;
  const named = isNamed ? staying.filter((one) => !moving.includes(one)) : [];
  await noteDates(tx, ctx, named, wanted, act);
  return { refundMinor, changedIds: [...given, ...moving, ...named].map(({ id }) => id) };
}

const datePair = (from: LocalDate | null, to: LocalDate | null | undefined): [LocalDate, LocalDate][] =>
  from !== null && to ? [[from, to]] : [];

/** @throws AppError invalid_input for choices, since there is nothing to choose */
function withoutNew({ choices }: SeriesChanges): Added {
  if (choices.length === 0) return { dates: [], bookingIds: [] };
  throw new AppError('invalid_input', 'There are no new dates to choose for.', {
    fields: { choices: ['go only with days that are new to the series'] },
  });
}

function assertChange(wanted: SeriesChanges): void {
  const { weekdays, title, note } = wanted;
  if (isMove(wanted) || [weekdays, title, note].some((one) => one !== undefined)) return;
  throw new AppError('invalid_input', 'Say what changes.');
}

/** Whether every date goes to another place, beside those whose weekday changes. */
const isMove = ({ courtId, startTime, durationMinutes, price }: SeriesChanges): boolean =>
  [courtId, startTime, durationMinutes].some((one) => one !== undefined) || price !== 'keep';
