import { requireMay } from '@/lib/auth/permissions';
import { listBusy } from '@/lib/availability/busy';
import { type DayLoad, dayLoad } from '@/lib/availability/day-load';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { addDays, dayBounds, type LocalDate } from '@/lib/core/time';

/**
 * How full all courts of a club are on the seven days from a date, also in the hours that are over.
 * @throws AppError not_found without a role there, forbidden, unauthenticated
 */
export async function readWeekLoad(ctx: Context, club: Club, date: LocalDate): Promise<DayLoad[]> {
  requireMay(ctx, club.id, 'seePlanner');
  const dates = Array.from({ length: 7 }, (_, index) => addDays(date, index));
  const { startsAt } = dayBounds(date, club.timeZone);
  const { endsAt } = dayBounds(addDays(date, 6), club.timeZone);
  const courtIds = club.courts.map(({ id }) => id);
  const busy = await listBusy(startsAt, endsAt, courtIds);
  return dates.map((day) => dayLoad(club, busy, day, startsAt));
}
