import { sql } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { type LocalDate, localDateOf, minuteOfDay } from '@/lib/core/time';
import { HOURS } from './count-court-days';

/** How long a court is taken on a date, in minutes. None where nothing was counted. */
export type TakenLater = (courtId: number, date: LocalDate) => number;

type Row = { courtId: number; date: LocalDate; minutes: number };

/**
 * How long each court of some clubs is taken on some dates from the present hour on, as it was last counted. Only games
 * are known by the hour, so blocks and holds of earlier hours count too.
 */
export async function readTakenLater(
  clubs: readonly Club[],
  dates: readonly LocalDate[],
  nowMs: number,
): Promise<TakenLater> {
  const asked = clubs.flatMap((club) =>
    dates.map((date) => ({ id: club.id, date, hour: hourOn(club, date, nowMs) })),
  );
  const rows = await sql()<Row[]>`
    select day.court_id as "courtId", day.local_date::text as date,
      later.minutes + greatest(0, day.taken_minutes - day.sold_minutes) as minutes
    from unnest(${asked.map(({ id }) => id)}::int[], ${asked.map(({ date }) => date)}::text[]::date[],
      ${asked.map(({ hour }) => hour)}::int[]) as asked (club_id, date, hour)
    cross join lateral (
      select * from court_days where club_id = asked.club_id and local_date = asked.date offset 0
    ) day
    cross join lateral (
      select coalesce(sum(minutes), 0)::int as minutes
      from unnest(array[${sql().unsafe(HOURS.join(', '))}]) with ordinality as hours (minutes, nth) where nth > asked.hour
    ) later`;
  const minutes = new Map(rows.map((row) => [`${row.courtId} ${row.date}`, row.minutes]));
  return (courtId, date) => minutes.get(`${courtId} ${date}`) ?? 0;
}

/** The hour that has begun on a date of a club, from 0 on a date to come. */
function hourOn({ timeZone }: Club, date: LocalDate, nowMs: number): number {
  const today = localDateOf(nowMs, timeZone);
  if (today !== date) return today < date ? 0 : 24;
  return Math.floor(minuteOfDay(nowMs, timeZone) / 60);
}
