import { groupBy } from '@/lib/core/group-by';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';

/** What becomes of the weekdays of a series, ISO weekdays. */
export type NewWeekdays = {
  /** Which day each of them becomes, null for one that is given up. */
  goes: ReadonlyMap<number, number | null>;
  /** The days that are new and take no other's place. */
  added: readonly number[];
};

/**
 * What becomes of the weekdays of a series that has others from now on. As many as before: the first old day becomes
 * the first new one, and so on. More or fewer: days that it keeps stay, of the others the first becomes the first new
 * one, and what is left over is given up, or added.
 */
export function changeWeekdays(from: readonly number[], to: readonly number[]): NewWeekdays {
  const [before, after] = [from.toSorted(), to.toSorted()];
  if (before.length === after.length)
    return { goes: new Map(before.map((day, at) => [day, after[at] ?? null])), added: [] };
  const leaving = before.filter((day) => !after.includes(day));
  const coming = after.filter((day) => !before.includes(day));
  const stays = after.map((day) => [day, day] as const);
  const goes = leaving.map((day, at) => [day, coming[at] ?? null] as const);
  return { goes: new Map([...stays, ...goes]), added: coming.slice(leaving.length) };
}

/**
 * Where dates of a series go, each within its week, null for one that is given up. A date off the pattern counts by its
 * place among those of its week.
 */
export function moveDates(
  dates: readonly LocalDate[],
  from: readonly number[],
  { goes }: NewWeekdays,
): ReadonlyMap<LocalDate, LocalDate | null> {
  const before = from.toSorted();
  const moved = new Map<LocalDate, LocalDate | null>();
  for (const [monday, ofWeek] of groupBy(dates.toSorted(), mondayOf)) {
    for (const [place, date] of ofWeek.entries()) {
      const own = weekdayOf(date);
      const known = goes.has(own) ? own : (before[place] ?? own);
      const weekday = goes.has(known) ? goes.get(known) : own;
      moved.set(date, weekday === null || weekday === undefined ? null : addDays(monday, weekday - 1));
    }
  }
  return moved;
}

export const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));
