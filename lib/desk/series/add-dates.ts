import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { listBusyOf } from '@/lib/availability/busy';
import type { Club } from '@/lib/catalogue/catalogue';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { toDecimal } from '@/lib/core/money';
import type { LocalDate } from '@/lib/core/time';
import type { TypedPrice } from '@/lib/desk/agreed-price';
import { ANYBODY } from '@/lib/desk/judge-place';
import type { BusyCourts } from '@/lib/desk/lock-courts';
import type { Customer } from '@/lib/desk/read-customers';
import { type Act, addToAct, reservationChange } from '@/lib/records/acts';
import { bookDates, leftOutOf, noteLeftOut, tellBooked } from './book-dates';
import { listSeriesDates } from './list-series-dates';
import type { Series } from './lock-series';
import { type Choice, type PlannedDate, planSeries, type SeriesWish } from './plan-series';
import { assertCanBeHad, type SeriesDate, showDates, stretchOf } from './planned-dates';
import { choicesByDate, courtOf } from './read-series-wish';
import type { SeriesChanges } from './series-changes';

type Adding = {
  club: Club;
  /** As it is from now on. */
  series: Series;
  wanted: SeriesChanges;
  /** The dates that days new to it bring. */
  dates: readonly LocalDate[];
  customer: Customer | null;
  act: Act;
};

/** The dates as they are shown, and the ids of the bookings made. */
export type Added = { dates: readonly SeriesDate[]; bookingIds: readonly string[] };

/**
 * Books the dates that days new to a series bring, as part of an act. The caller holds the locks of the courts and has
 * written what else changes. In a preview dates that cannot be had are told and left out.
 * @throws AppError conflict as `assertCanBeHad`; invalid_input for choices of other dates and a price
 */
export async function addDates(tx: Tx, after: After, ctx: Context, adding: Adding): Promise<Added> {
  const { club, series, wanted, customer, act } = adding;
  // A booking of the series may have one of them already.
  const own = await listSeriesDates(tx, series.id);
  const dates = adding.dates.filter((date) => !own.has(date));
  const choices = readChoices(wanted, dates);
  const wish = wishOf(club, series, wanted, customer);
  const busy = await readBusy(tx, club, wish, dates, choices);
  const planned = planSeries(ctx, club, wish, dates, choices, busy).filter(isToCome(choices));
  const shown = await showDates(tx, club, planned);
  if (!ctx.preview) assertCanBeHad(club, shown, wanted.allowPartial);
  const { id: seriesId, kind, title, note } = series;
  const common = { seriesId, kind, customer, title: title ?? undefined, note: note ?? undefined };
  const booked = await bookDates(tx, ctx, club, common, planned);
  await noteLeftOut(tx, seriesId, leftOutOf(dates, choices, planned));
  await addToAct(
    tx,
    act,
    booked.map((row) => reservationChange(null, row)),
  );
  if (wanted.notify) await tellBooked(tx, after, booked, act);
  return { dates: shown, bookingIds: booked.map(({ id }) => id) };
}

function readChoices(
  { choices }: SeriesChanges,
  dates: readonly LocalDate[],
): ReadonlyMap<LocalDate, Choice> {
  const chosen = choicesByDate(choices);
  const why =
    chosen.size < choices.length
      ? 'must name each date once'
      : choices.some(({ date }) => !dates.includes(date)) && 'must be for dates that it gets';
  if (!why) return chosen;
  throw new AppError('invalid_input', 'These choices do not fit the new dates.', {
    fields: { choices: [why] },
  });
}

/** They cost what was agreed for the whole series, unless another price is typed. */
function wishOf(
  club: Club,
  { kind, courtId, startMinute, durationMinutes, fixedMinor, priceReason }: Series,
  { price }: SeriesChanges,
  customer: Customer | null,
): SeriesWish {
  const agreed: TypedPrice | undefined =
    fixedMinor === null
      ? undefined
      : { amount: toDecimal(fixedMinor, club.currency), reason: priceReason ?? '' };
  return {
    kind,
    court: courtOf(club, courtId),
    startTime: clockTime(startMinute),
    durationMinutes,
    customer: customer ?? ANYBODY,
    price: typeof price === 'object' ? price : price === 'keep' ? agreed : undefined,
  };
}

async function readBusy(
  tx: Tx,
  club: Club,
  { court }: SeriesWish,
  dates: readonly LocalDate[],
  choices: ReadonlyMap<LocalDate, Choice>,
): Promise<BusyCourts> {
  const stretch = stretchOf(club, dates);
  const chosen = [...choices.values()].flatMap((one) => (one.choice === 'court' ? one.courtId : []));
  const busy = new Map<number, Awaited<ReturnType<typeof listBusyOf>>>();
  for (const id of new Set([court.id, ...chosen])) busy.set(id, await listBusyOf(tx, id, stretch));
  return busy;
}

/** What would have begun today is no date that it gets. */
const isToCome =
  (choices: ReadonlyMap<LocalDate, Choice>) =>
  ({ date, reason }: PlannedDate): boolean =>
    reason !== 'in_past' || choices.has(date);
