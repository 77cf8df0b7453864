import { openWindows } from '@/lib/availability/open-day';
import type { Club } from '@/lib/catalogue/catalogue';
import { addDays, dayBounds, type LocalDate, type TimeRange } from '@/lib/core/time';

/** What the board shows of some local dates: all of each, and the hours past midnight in which the club is open. */
type BoardDays = TimeRange & { windows: readonly TimeRange[] };

export function boardDays(club: Club, date: LocalDate, days: number): BoardDays {
  const dates = Array.from({ length: days }, (_, index) => addDays(date, index));
  const windows = dates.flatMap((day) => openWindows(club, day));
  const bounds = [...dates.map((day) => dayBounds(day, club.timeZone)), ...windows];
  return {
    startsAt: Math.min(...bounds.map(({ startsAt }) => startsAt)),
    endsAt: Math.max(...bounds.map(({ endsAt }) => endsAt)),
    windows,
  };
}
