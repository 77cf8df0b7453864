import { AppError } from '@/lib/core/errors';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';
import type { Scope, Series } from './lock-series';
import { changeWeekdays, mondayOf, moveDates } from './move-dates';
import { seriesDates } from './series-dates';

/** Where dates of a series go by the dates that they have, null for those that it gives up, and its new ones in order. */
export type WeekdayPlan = {
  goes: ReadonlyMap<LocalDate, LocalDate | null>;
  added: readonly LocalDate[];
};

/** Whether some of the weekdays that a series gets are new to it and take no other's place. */
export const bringsDates = (
  { weekdays: before }: Series,
  { scope }: Scope,
  weekdays: readonly number[] = [],
): boolean => scope !== 'this' && weekdays.length > before.length;

/**
 * What other weekdays do to dates of a series. A day that is new to it brings a date to each of its weeks, from the
 * first one meant on and as long as it has dates. `dates` are those meant, in order.
 * @throws AppError invalid_input for several weekdays of one date
 */
export function planWeekdays(
  { weekdays: before, everyWeeks, fromDate, untilDate }: Series,
  meant: Scope,
  dates: readonly LocalDate[],
  weekdays: readonly number[] | undefined,
  today: LocalDate,
): WeekdayPlan {
  if (weekdays === undefined) return { goes: new Map(), added: [] };
  if (meant.scope === 'this') return { goes: moveOne(dates, weekdays), added: [] };
  const changed = changeWeekdays(before, weekdays);
  const from = [fromDate, today, ...(meant.scope === 'following' ? [meant.date] : [])].toSorted().at(-1);
  const lastWeek = addDays(mondayOf(dates.at(-1) ?? fromDate), 6);
  const until = lastWeek < untilDate ? lastWeek : untilDate;
  const all = seriesDates({ weekdays: changed.added, everyWeeks, from: fromDate, until });
  return {
    goes: moveDates(dates, before, changed),
    added: all.filter((date) => from !== undefined && date >= from),
  };
}

function moveOne(dates: readonly LocalDate[], weekdays: readonly number[]) {
  if (weekdays.length !== 1)
    throw new AppError('invalid_input', 'One date has one weekday.', {
      fields: { weekdays: ['must be one day for one date'] },
    });
  const own = dates.map(weekdayOf);
  return moveDates(dates, own, changeWeekdays(own, weekdays));
}
