import { openWindows } from '@/lib/availability/open-day';
import type { Club } from '@/lib/catalogue/catalogue';
import { addDays, type LocalDate, type TimeRange } from '@/lib/core/time';

/**
 * Whether a range belongs to the board of a date. What is played past midnight in the opening of the day before, and
 * over before this day opens, is on that day's board.
 */
export function ofItsDay(club: Club, date: LocalDate): (range: TimeRange) => boolean {
  const opensAt = openWindows(club, date)[0]?.startsAt ?? Number.POSITIVE_INFINITY;
  const nightEndsAt = openWindows(club, addDays(date, -1)).at(-1)?.endsAt ?? 0;
  return ({ startsAt, endsAt }) => startsAt >= nightEndsAt || endsAt > opensAt;
}
