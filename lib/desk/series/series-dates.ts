import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';

/** The longest series. */
export const MOST_WEEKS = 53;

/** How something repeats. */
export type Pattern = {
  /** ISO weekdays, 1 = Monday. */
  weekdays: readonly number[];
  /** Every so many weeks, counted from the week of the first date. */
  everyWeeks: number;
  /** Local dates, both inclusive. */
  from: LocalDate;
  until: LocalDate;
};

/** The dates that a pattern names, in order. Weeks begin on Monday. */
export function seriesDates({ weekdays, everyWeeks, from, until }: Pattern): LocalDate[] {
  const dates: LocalDate[] = [];
  const untilMonday = weekdayOf(from) - 1;
  for (let day = 0, date = from; date <= until; day += 1, date = addDays(from, day)) {
    const week = Math.floor((day + untilMonday) / 7);
    if (week % everyWeeks === 0 && weekdays.includes(weekdayOf(date))) dates.push(date);
  }
  return dates;
}

/** The last date that a series may have that begins on another. */
export const lastDateFrom = (from: LocalDate): LocalDate => addDays(from, MOST_WEEKS * 7);
