import { sql } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { addDays, type LocalDate, MINUTE_MS } from '@/lib/core/time';

/** A club with the last date that it sells. */
export type Selling = { club: Club; lastDate: LocalDate };

/**
 * How long the courts that some clubs sell are taken within their hours on each of the dates, in milliseconds and as it
 * was last counted. One scan of an index alone for each club, and one row for each date.
 */
export async function readTaken(
  selling: readonly Selling[],
  dates: readonly LocalDate[],
): Promise<ReadonlyMap<LocalDate, number>> {
  const [first] = dates;
  const last = dates.at(-1);
  const courts = selling.flatMap(soldCourts);
  if (first === undefined || last === undefined || courts.length === 0) return new Map();
  // Offset 0 plans each club alone. Otherwise the planner may read the days of all clubs.
  const rows = await sql()<{ date: LocalDate; minutes: number }[]>`
    select day.local_date::text as date, sum(day.taken_minutes)::int as minutes
    from unnest(${selling.map(({ club }) => club.id)}::int[]) as club (id)
    cross join lateral (
      select court_id, local_date, taken_minutes from court_days
      where club_id = club.id and local_date between ${first} and ${last} offset 0
    ) day
    join unnest(${courts.map(({ id }) => id)}::int[], ${courts.map(({ lastDate }) => lastDate)}::text[]::date[])
      as court (id, last_date) on court.id = day.court_id and day.local_date <= court.last_date
    group by day.local_date`;
  return new Map(rows.map(({ date, minutes }) => [date, minutes * MINUTE_MS]));
}

/** The courts of a club, each with the last date on which it is sold. */
const soldCourts = ({ club, lastDate }: Selling) =>
  club.courts.map(({ id, retiresOn }) => ({
    id,
    lastDate: retiresOn !== null && retiresOn <= lastDate ? addDays(retiresOn, -1) : lastDate,
  }));
