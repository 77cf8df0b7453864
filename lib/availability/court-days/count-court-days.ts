import { type SQL, sql } from 'drizzle-orm';
import { HELD, OCCUPYING, type ReservationKind, type ReservationStatus } from '@/db/schema';
import { listed } from '@/db/schema/columns';

const GAMES = listed(['booking', 'walk_in'] satisfies ReservationKind[]);
const SOLD = listed(['confirmed', 'completed', 'no_show'] satisfies ReservationStatus[]);
const TAKING = listed(['confirmed', 'completed'] satisfies ReservationStatus[]);

/** The columns of wall hours, from midnight to six in the following morning. */
export const HOURS = Array.from({ length: 30 }, (_, hour) => `h${String(hour).padStart(2, '0')}`);
const FIGURES = [
  'taken_minutes',
  'sold_minutes',
  'blocked_minutes',
  'bookings',
  'walk_ins',
  'no_shows',
  'cancelled',
  'lead_minutes',
  ...HOURS,
];
const named = (columns: readonly string[], of = '') =>
  sql.raw(columns.map((column) => of + column).join(', '));

/** The figures of a row of `court_days`, in order, of the table or the alias that ends with a dot. */
export const figuresOf = (row: string) => sql`(${named(FIGURES, row)})`;
/** The columns of `court_days`. */
export const COLUMNS = named(['club_id', 'court_id', 'local_date', ...FIGURES]);
/** Writes every figure anew of a row that is there. */
export const SET_FIGURES = sql.raw(FIGURES.map((column) => `${column} = excluded.${column}`).join(', '));

/** What is counted of reservations `r` of clubs `club`, on the days of a range. */
export const counting = (days: SQL) => sql`r.club_id, r.court_id, r.kind, r.status, r.starts_at, r.ends_at,
  r.hold_expires_at, r.created_at, club.time_zone, ${days} as days`;

/** The days that are still looked at: some that are over, and a month ahead. */
export const NEAR_DAYS = sql`daterange(current_date - 3, current_date + 31)`;

/** The reservations of those days, with what is counted of them. */
export const NEAR_BOOKINGS = sql`(select ${counting(NEAR_DAYS)}
  from reservations r join clubs club on club.id = r.club_id
  where r.ends_at > now() - interval '5 days' and r.starts_at < now() + interval '33 days')`;

/** Minutes and number of the games of reservations `r`, whatever their day. */
export const SOLD_IN_ALL = sql`coalesce(sum(extract(epoch from date_trunc('minute', r.ends_at) - date_trunc('minute', r.starts_at))::int / 60)
    filter (where r.kind in ${GAMES} and r.status in ${SOLD}), 0) as sold_minutes,
  count(*) filter (where r.kind in ${GAMES} and r.status in ${SOLD}) as bookings,
  count(*) filter (where r.kind in ${GAMES} and r.status = 'cancelled') as cancelled`;

/** As nearly all do. The hours before six may be of the evening before. */
const LIES_ON_ONE_DAY = sql`(wall_until - wall_from = ends_at - starts_at
  and (wall_from - interval '6 hours')::date = (wall_until - interval '1 microsecond')::date)`;

const soldWithin = (column: string, hour: number) =>
  `coalesce(sum(least(ends, ${60 * (hour + 1)}) - greatest(begins, ${60 * hour}))
    filter (where is_sold and begins < ${60 * (hour + 1)} and ends > ${60 * hour}), 0) as ${column}`;

/**
 * Selects the rows of `court_days` that reservations come to. Instants become wall time here and never the other way.
 * @param rows the name or text of a query that selects what `counting` says, of all reservations of a court that may
 *   lie on the days of their range
 */
export const countCourtDays = (rows: SQL) => sql`
  with used as materialized (
    select club_id, court_id, days, time_zone, starts_at, ends_at,
      starts_at at time zone time_zone as wall_from, ends_at at time zone time_zone as wall_until,
      is_game and status in ${SOLD} as is_sold, is_game and status = 'cancelled' as is_cancelled,
      not is_game and status in ${listed(OCCUPYING)} as is_blocked,
      status in ${TAKING} or status in ${listed(HELD)} and hold_expires_at > now() as is_taken,
      kind = 'walk_in' as is_walk_in, status = 'no_show' as is_no_show,
      greatest(0, floor(extract(epoch from starts_at - created_at) / 60))::int as lead
    from (select source.*, kind in ${GAMES} as is_game from ${rows} source) r
    where status <> 'expired'
  ), lying as (
    select used.*, day, wall_minute(wall_from, day) as from_minute, wall_minute(wall_until, day) as until_minute, true as is_first
    from used cross join lateral (select (wall_from - interval '6 hours')::date as day) first
    where ${LIES_ON_ONE_DAY} and day <@ days
    union all
    select used.*, part.* from used cross join lateral day_parts(starts_at, ends_at, time_zone) part
    where not ${LIES_ON_ONE_DAY} and day <@ days
  ), opened as materialized (
    select club_id, day, open_minutes(club_id, day) as windows
    from (select club_id, day from lying union select club_id, day - 1 from lying) club_days
  ), placed as materialized (
    select lying.*, today.windows,
      greatest(from_minute, night_minutes(evening.windows)) as begins, least(until_minute, 1440 + night_minutes(today.windows)) as ends
    from lying
    join opened today on today.club_id = lying.club_id and today.day = lying.day
    join opened evening on evening.club_id = lying.club_id and evening.day = lying.day - 1
  ), counted as materialized (
    select placed.*, is_first and begins = from_minute as is_start,
      case when not is_taken and not is_blocked then 0 when windows @> int4range(begins, ends) then ends - begins else
        (select coalesce(sum(upper(open) - lower(open)), 0) from unnest(windows * int4multirange(int4range(begins, ends))) open)
      end as open_minutes
    from placed where begins < ends
  ), summed as (
    select club_id, court_id, day as local_date,
      coalesce(sum(open_minutes) filter (where is_taken), 0) as taken_minutes,
      coalesce(sum(ends - begins) filter (where is_sold), 0) as sold_minutes,
      coalesce(sum(open_minutes) filter (where is_blocked), 0) as blocked_minutes,
      count(*) filter (where is_sold and is_start) as bookings,
      count(*) filter (where is_sold and is_start and is_walk_in) as walk_ins,
      count(*) filter (where is_sold and is_start and is_no_show) as no_shows,
      count(*) filter (where is_cancelled and is_start) as cancelled,
      coalesce(sum(lead) filter (where is_sold and is_start), 0) as lead_minutes,
      ${sql.raw(HOURS.map(soldWithin).join(', '))}
    from counted group by club_id, court_id, day
  )
  select ${COLUMNS} from summed where taken_minutes + sold_minutes + blocked_minutes + bookings + cancelled > 0`;

/** Every reservation, with what is counted of it. */
const EVERY_BOOKING = sql`(select ${counting(sql`'(,)'::daterange`)}
  from reservations r join clubs club on club.id = r.club_id)`;

/** Writes every row that there has to be. For an empty table whose marks are then deleted. */
export const FILL_COURT_DAYS = sql`insert into court_days (${COLUMNS}) ${countCourtDays(EVERY_BOOKING)}`;
