import { sql } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { type LocalDate, MINUTE_MS } from '@/lib/core/time';

/** A club with the last date that it sells. */
export type Selling = { club: Club; lastDate: LocalDate };

/**
 * How long the courts that some clubs sell are taken within their hours on each of the dates, in milliseconds and as it
 * was last counted. One scan of an index for each club, and one row for each date.
 */
export async function readTaken(
  selling: readonly Selling[],
  dates: readonly LocalDate[],
): Promise<ReadonlyMap<LocalDate, number>> {
  const [first] = dates;
  const last = dates.at(-1);
  if (first === undefined || last === undefined || selling.length === 0) return new Map();
  const rows = await sql()<{ date: LocalDate; minutes: number }[]>`
    select day.local_date::text as date, sum(day.taken_minutes)::int as minutes
    from unnest(${selling.map(({ club }) => club.id)}::int[], ${selling.map(({ lastDate }) => lastDate)}::text[]::date[])
      as club (id, last_date)
    join court_days day on day.club_id = club.id and day.local_date between ${first} and least(club.last_date, ${last}::date)
    join courts court on court.id = day.court_id and court.deactivated_at is null
      and (court.retires_on is null or day.local_date < court.retires_on)
    group by day.local_date`;
  return new Map(rows.map(({ date, minutes }) => [date, minutes * MINUTE_MS]));
}
