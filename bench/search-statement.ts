import type postgres from 'postgres';

export type Question = { city: string; date: string; time: string; duration: number };
/** What both sides must agree on: the number of courts and their first page. */
export type Answer = { count: number; results: { id: number; priceMinor: number }[] };

type Row = { id: number; price_minor: number; total: number };

/**
 * The answer of `GET /api/v1/courts/search` as one statement with opening hours, grid, gap rule and price rules (cut
 * at half hours). It serves one zone and starts that lie in no window of the day before.
 */
export async function searchBySql(
  sql: postgres.Sql,
  { city, date, time, duration }: Question,
): Promise<Answer> {
  const rows = await sql<Row[]>`
    with asked as materialized (
      select ${date}::date as day, extract(isodow from ${date}::date) as weekday, ${duration}::int as minutes,
        (extract(epoch from ${time}::time) / 60)::int as from_minute,
        (select (${date}::date + ${time}::time) at time zone time_zone from clubs where city = ${city} limit 1) as starts_at
    ), slot as materialized (
      select *, starts_at + make_interval(mins => minutes) as ends_at from asked
    ), busy as (
      select court_id, starts_at, ends_at from reservations
      where status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and starts_at > (select starts_at - interval '7 hours' from slot)
        and starts_at < (select ends_at + interval '2 hours' from slot)
        and ends_at > (select starts_at - interval '2 hours' from slot)
        and (status in ('confirmed', 'completed') or hold_expires_at > now())
      union all
      select court_id, starts_at, ends_at from reservations
      where status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and ends_at - starts_at > interval '4 hours'
        and starts_at <= (select starts_at - interval '7 hours' from slot)
        and ends_at > (select starts_at - interval '2 hours' from slot)
    ), around as (
      select court_id, bool_or(busy.starts_at < slot.ends_at and busy.ends_at > slot.starts_at) as taken,
        max(busy.ends_at) filter (where busy.ends_at <= slot.starts_at) as free_from,
        min(busy.starts_at) filter (where busy.starts_at >= slot.ends_at) as free_until
      from busy, slot group by court_id
    ), offered as (
      select k.id, k.club_id, slot.weekday, slot.from_minute, slot.minutes, slot.day,
        case when c.gap_rule then (select min(d) from unnest(c.durations_minutes) d) else 0 end as shortest,
        least(slot.from_minute - opens_minute, extract(epoch from slot.starts_at - free_from) / 60) as before,
        least(closes_minute - slot.from_minute - slot.minutes, extract(epoch from free_until - slot.ends_at) / 60) as after
      from slot
      join clubs c on c.city = ${city} and c.deleted_at is null and slot.minutes = any(c.durations_minutes)
      join opening_hours h on h.club_id = c.id and h.weekday = slot.weekday and h.opens_minute <= slot.from_minute
        and h.closes_minute >= slot.from_minute + slot.minutes
        and (slot.from_minute - h.opens_minute) % c.step_minutes = 0
      join courts k on k.club_id = c.id and k.deactivated_at is null
      left join around on around.court_id = k.id
      where taken is not true
    ), pieces as (
      select distinct on (o.id, piece) o.id, rule.price_per_hour_minor
      from offered o
      cross join lateral generate_series(o.from_minute, o.from_minute + o.minutes - 30, 30) piece
      join price_rules rule on rule.club_id = o.club_id and rule.category is null
        and (rule.court_ids is null or o.id = any(rule.court_ids))
        and (rule.weekdays is null or o.weekday = any(rule.weekdays))
        and (rule.season_from is null or o.day >= rule.season_from)
        and (rule.season_until is null or o.day <= rule.season_until)
        and piece >= coalesce(rule.from_minute, 0)
        and (piece < coalesce(rule.until_minute, 1440) or rule.until_minute <= rule.from_minute)
      where not (before > 0 and after > 0 and (before < shortest or after < shortest))
      order by o.id, piece, rule.position
    )
    select id, round(sum(price_per_hour_minor) / 2.0)::int as price_minor, count(*) over ()::int as total
    from pieces group by id order by price_minor, id limit 20`;
  return {
    count: rows[0]?.total ?? 0,
    results: rows.map((row) => ({ id: row.id, priceMinor: row.price_minor })),
  };
}
