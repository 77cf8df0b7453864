import { groupBy } from '@/lib/core/group-by';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';

/**
 * Where dates of a series go when its weekdays change, each within its week: the first of the old days to the first of
 * the new ones, and so on. A date off the pattern counts by its place among those of its week.
 */
export function moveDates(
  dates: readonly LocalDate[],
  from: readonly number[],
  to: readonly number[],
): ReadonlyMap<LocalDate, LocalDate> {
  const [before, after] = [from.toSorted(), to.toSorted()];
  const moved = new Map<LocalDate, LocalDate>();
  for (const [monday, ofWeek] of groupBy(dates.toSorted(), mondayOf)) {
    for (const [place, date] of ofWeek.entries()) {
      const known = before.indexOf(weekdayOf(date));
      const weekday = after[known === -1 ? place : known] ?? weekdayOf(date);
      moved.set(date, addDays(monday, weekday - 1));
    }
  }
  return moved;
}

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));
