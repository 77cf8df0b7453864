import { z } from 'zod';
import { LONGEST_BOOKING_MS } from '@/lib/availability/busy';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { type LocalDate, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { typedPriceSchema } from '@/lib/desk/agreed-price';
import type { Choice } from './plan-series';
import { lastDateFrom, MOST_WEEKS, seriesDates } from './series-dates';

const DAY_MINUTES = 24 * 60;

/** What is done on one date. */
export const choiceSchemas = {
  skip: z.strictObject({ date: boardDate, choice: z.literal('skip') }),
  court: z.strictObject({ date: boardDate, choice: z.literal('court'), courtId: z.int().positive() }),
  time: z.strictObject({ date: boardDate, choice: z.literal('time'), startTime: askedTime }),
};
const { skip, court, time } = choiceSchemas;
export const choicesSchema = z
  .array(z.discriminatedUnion('choice', [skip, court, time]))
  .max(400)
  .default([]);

/** ISO weekdays, 1 = Monday. */
export const weekdaysSchema = z
  .array(z.int().min(1).max(7))
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, 'must name each weekday once');

export const createSeriesSchema = z.strictObject({
  courtId: z.int().positive(),
  kind: z.enum(['booking', 'block', 'maintenance']),
  weekdays: weekdaysSchema,
  everyWeeks: z.int().min(1).max(8).default(1),
  /** Local to the club, as the dates are. */
  startTime: askedTime,
  durationMinutes: z.int().positive().max(DAY_MINUTES),
  from: boardDate,
  /** The last date that it may have. */
  until: boardDate,
  customerId: z.uuid().optional(),
  title: keptName(80).optional(),
  note: keptText(2000).optional(),
  /** Of each booking, in place of the list price of its time. */
  price: typedPriceSchema.optional(),
  /** What is done on single dates. */
  choices: choicesSchema,
  /** Whether dates that cannot be had are left out. */
  allowPartial: z.boolean().default(false),
  /** Whether the customer is told. */
  notify: z.boolean().default(true),
});
export type CreateSeries = z.output<typeof createSeriesSchema>;

/** A parsed wish for a series with its dates, and the courts that it takes, its own one first. */
export type SeriesAsked = {
  dates: readonly LocalDate[];
  choices: ReadonlyMap<LocalDate, Choice>;
  courts: readonly [Court, ...Court[]];
};

/**
 * The dates and courts of a wish.
 * @throws AppError invalid_input at each member that does not fit, not_found for a court of another club
 */
export function readSeriesWish(ctx: Context, club: Club, wanted: CreateSeries): SeriesAsked {
  refuseMisfits(ctx, club, wanted);
  const courtIds = wanted.choices.flatMap((one) => (one.choice === 'court' ? one.courtId : []));
  return {
    dates: seriesDates(wanted),
    choices: choicesByDate(wanted.choices),
    courts: [courtOf(club, wanted.courtId), ...courtIds.map((id) => courtOf(club, id))],
  };
}

/** What staff chose, by the dates for which they chose it. */
export const choicesByDate = (choices: CreateSeries['choices']): ReadonlyMap<LocalDate, Choice> =>
  new Map(choices.map(({ date, ...choice }) => [date, choice]));

/** @throws AppError not_found */
export function courtOf({ courts }: Pick<Club, 'courts'>, id: number): Court {
  const court = courts.find((one) => one.id === id);
  if (!court) throw notFound('court');
  return court;
}

function refuseMisfits({ now }: Context, { timeZone }: Club, wanted: CreateSeries): void {
  const { kind, from, until, durationMinutes, choices } = wanted;
  const isSold = kind === 'booking';
  const dates = new Set(seriesDates({ ...wanted, until: until < lastDateFrom(from) ? until : from }));
  const misfits: (readonly [field: string, why: string] | false)[] = [
    from < localDateOf(now.getTime(), timeZone) && ['from', 'must not be before today'],
    until < from && ['until', 'must not be before from'],
    until > lastDateFrom(from) && ['until', `must be at most ${MOST_WEEKS} weeks after from`],
    isSold && durationMinutes > LONGEST_BOOKING_MS / MINUTE_MS && ['duration', 'must be at most four hours'],
    isSold !== (wanted.customerId !== undefined) && [
      'customer_id',
      isSold ? 'is required' : 'goes only with a booking',
    ],
    !isSold && wanted.price !== undefined && ['price', 'goes only with a booking'],
    choices.length > new Set(choices.map(({ date }) => date)).size && ['choices', 'must name each date once'],
    until <= lastDateFrom(from) &&
      choices.some(({ date }) => !dates.has(date)) && ['choices', 'must be for dates of the series'],
  ];
  const fields = Object.fromEntries(misfits.flatMap((one) => (one ? [[one[0], [one[1]]]] : [])));
  if (Object.keys(fields).length === 0) return;
  throw new AppError('invalid_input', 'This cannot repeat so; see fields.', { fields });
}
