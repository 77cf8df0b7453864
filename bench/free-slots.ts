import type postgres from 'postgres';

export type Slot = {
  court_id: number;
  club_id: number;
  date: string;
  time: string;
  starts_at: Date;
  ends_at: Date;
};

/** Free hours of courts that sell hour after hour, so that no choice leaves a gap, in random order. */
export function listFreeSlots(sql: postgres.Sql, count: number): Promise<Slot[]> {
  return sql<Slot[]>`
    select court_id, club_id, day::text as date, to_char(wall, 'HH24:MI') as time, starts_at,
      starts_at + interval '1 hour' as ends_at
    from courts k
    join clubs c on c.id = k.club_id and c.slug like 'grande-%'
    cross join generate_series(3, 24) as ahead(days)
    cross join generate_series(8, 22) as at(hour)
    cross join lateral (select current_date + days as day) date
    cross join lateral (select day + make_interval(hours => hour) as wall) clock
    cross join lateral (select k.id as court_id, wall at time zone c.time_zone as starts_at) instant
    where k.position % 2 = 0 and not exists (
      select from reservations r where r.court_id = k.id
        and r.status in ('payment_pending', 'pending', 'confirmed', 'completed')
        and tstzrange(r.starts_at, r.ends_at) && tstzrange(instant.starts_at, instant.starts_at + interval '1 hour'))
    order by random() limit ${count}`;
}
