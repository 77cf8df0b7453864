import type { Club } from '@/lib/clubs/catalogue';
import type { Context } from '@/lib/context';
import { dayBounds, type LocalDate } from '@/lib/time';
import { listBusy } from './busy';
import { type DayLoad, dayLoad } from './day-load';

/** How full each club is on each of some local dates, in their order; keyed by club id. One query. */
export async function listDayLoads(
  ctx: Context,
  { clubs, dates }: { clubs: readonly Club[]; dates: readonly LocalDate[] },
): Promise<Map<number, DayLoad[]>> {
  const bounds = clubs.flatMap((club) => dates.map((date) => dayBounds(date, club.timeZone)));
  if (bounds.length === 0) return new Map();
  const busy = await listBusy(
    Math.min(...bounds.map(({ startsAt }) => startsAt)),
    Math.max(...bounds.map(({ endsAt }) => endsAt)),
    clubs.flatMap((club) => club.courts.map(({ id }) => id)),
  );
  const now = ctx.now.getTime();
  return new Map(clubs.map((club) => [club.id, dates.map((date) => dayLoad(club, busy, date, now))]));
}

/** The same days over several clubs at once, each club weighing by its courts. */
export function mergeDayLoads(
  clubs: readonly Club[],
  loads: ReadonlyMap<number, readonly DayLoad[]>,
  dates: readonly LocalDate[],
): { date: LocalDate; freeShare: number | null }[] {
  return dates.map((date, index) => {
    let courts = 0;
    let free = 0;
    for (const club of clubs) {
      const share = loads.get(club.id)?.[index]?.freeShare ?? null;
      if (share === null) continue;
      courts += club.courts.length;
      free += share * club.courts.length;
    }
    return { date, freeShare: courts === 0 ? null : free / courts };
  });
}
