import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { addDays, isLocalDate, type LocalDate, localDateOf } from '@/lib/core/time';

const YEARS_AHEAD = 2;
const OUT_OF_REACH = 'must lie between yesterday and two years from now';

/** The zones in which a day begins first and last. */
const EVERYWHERE = ['Etc/GMT-14', 'Etc/GMT+12'] as const;

/** Whether the date is at most two years ahead wherever the day begins first. */
const isAtMostTwoYearsAhead = (date: LocalDate): boolean =>
  date <= lastInReach(localDateOf(Date.now(), EVERYWHERE[0]));

const lastInReach = (today: LocalDate): LocalDate =>
  `${Number(today.slice(0, 4)) + YEARS_AHEAD}${today.slice(4)}`;

/** Whether a zone's calendar shows the date between yesterday and two years from now. */
function isInReach(date: LocalDate, nowMs: number, timeZone: string): boolean {
  const today = localDateOf(nowMs, timeZone);
  return addDays(today, -1) <= date && date <= lastInReach(today);
}

/** The date of a request: from yesterday to two years ahead, in any zone on Earth. */
export const askedDate = z
  .string()
  .regex(/^[1-9]\d{3}-\d{2}-\d{2}$/, { abort: true, error: 'must be a date, YYYY-MM-DD' })
  .refine(isLocalDate, { abort: true, error: 'must be a real date, YYYY-MM-DD' })
  .refine((date) => EVERYWHERE.some((zone) => isInReach(date, Date.now(), zone)), OUT_OF_REACH)
  .meta({ format: 'date', description: 'Local to the club, from yesterday to two years ahead.' });

/** A date of the club's books: any day since 2000, and as far ahead as a request may ask. */
export const boardDate = z
  .string()
  .refine(isLocalDate, { abort: true, error: 'must be a real date, YYYY-MM-DD' })
  .refine(
    (date) => date >= '2000-01-01' && isAtMostTwoYearsAhead(date),
    'must lie between 2000 and two years from now',
  )
  .meta({ format: 'date', description: 'Local to the club, from 2000 to two years ahead.' });

/** The wall time of a request, `HH:MM`. */
export const askedTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:MM')
  .meta({ description: 'Local to the club.' });

/**
 * Checks a date again, by the clocks of the clubs in question. One club within the bounds is enough.
 * @throws AppError invalid_input
 */
export function assertInReach(
  { now }: Context,
  date: LocalDate,
  clubs: readonly { timeZone: string }[],
): void {
  const zones = [...new Set(clubs.map(({ timeZone }) => timeZone))];
  if (zones.length === 0 || zones.some((zone) => isInReach(date, now.getTime(), zone))) return;
  throw new AppError('invalid_input', `The date ${OUT_OF_REACH}.`, { fields: { date: [OUT_OF_REACH] } });
}
