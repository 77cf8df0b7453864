import type postgres from 'postgres';
import { BIG_CITY } from './big-cities';
import { BIG_SLUG } from './big-clubs';

/** The days of a part of the bookings, counted from today. */
export type Stretch = { fromDay: number; untilDay: number };

/** How many bookings each club of the city gets, or all other clubs together. */
export type Draw = { of: 'each_in_city' | 'all_others'; count: number };

/** Of so many times the cells that are drawn, enough for the weights to tell. */
const CHOICE = 5;

/**
 * The cells of possible bookings: odd courts sell 90 minutes and even ones 60, one after the other from the opening,
 * so that no two overlap and no gap is too short. A busy hour has more weight.
 */
export async function makeBigCells(tx: postgres.TransactionSql): Promise<void> {
  await tx`
    create temp table big_cells on commit drop as
    select k.id as court_id, k.club_id, c.city = ${BIG_CITY.city} as in_city, minute, minutes, rule.id as rule_id,
      case when minute >= 1080 then 6 when minute >= 900 then 2 else 1 end as workday_weight,
      case when minute between 540 and 780 then 5 else 2 end as weekend_weight
    from courts k join clubs c on c.id = k.club_id
    cross join lateral (select case k.position % 2 when 1 then 90 else 60 end as minutes) length
    cross join lateral generate_series(480, 1380 - minutes, minutes) minute
    join price_rules rule on rule.club_id = c.id and rule.position = case when minute >= 1020 then 1 else 2 end
    where c.slug like ${`${BIG_SLUG}%`}`;
  await tx`analyze big_cells`;
}

/** Online bookings are paid and confirmed by mail. The others were entered at the club. */
const ONLINE_SHARE = 0.25;

/** How many days of how large a share of the cells are looked at, so that they are about as many as wanted. */
function shareOf(cells: number, days: number, wanted: number): [days: number, share: number] {
  const each = Math.max(1, Math.min(days, Math.ceil(wanted / cells)));
  return [each, Math.min(1, wanted / (cells * each))];
}

/**
 * Books so many of a part's cells, busy hours first, with all rows of such bookings. Cells are drawn by exponential
 * keys, a weighted sample without repetition (Efraimidis and Spirakis, 2006); all were paid before the days that are
 * compared with Stripe. The callers are those of `big_people`, the others one of so many players.
 */
export async function insertBigBookings(
  tx: postgres.TransactionSql,
  { fromDay, untilDay }: Stretch,
  { of, count }: Draw,
  players: number,
): Promise<void> {
  const inCity = of === 'each_in_city';
  const days = untilDay - fromDay;
  const [cells] = await tx<{ count: number }[]>`
    select count(*)::int as count from big_cells where in_city = ${inCity}`;
  const [daysEach, share] = inCity ? [days, 1] : shareOf(cells?.count ?? 0, days, CHOICE * count);
  await tx`
    with tried as materialized (
      select *, floor(random() * ${days})::int as first_day from big_cells
      where in_city = ${inCity} and random() < ${share}::float8
    ), considered as (
      select tried.*, day, -ln(1 - random())
        / case when extract(isodow from day) >= 6 then weekend_weight else workday_weight end as key
      from tried
      cross join generate_series(0, ${daysEach - 1}::int) step
      cross join lateral (select current_date + ${fromDay}::int + (first_day + step) % ${days}::int as day) on_day
    ), ranked as (
      select *, row_number() over (partition by case when in_city then club_id end order by key) as rank from considered
    ), drawn as (
      select ranked.*, floor(random() * ${players})::int as place,
        floor(random() * people.count)::int as seat, random() < ${ONLINE_SHARE} as online,
        (day + make_interval(mins => minute)) at time zone c.time_zone as starts_at, c.refund_policy,
        rule.price_per_hour_minor * minutes / 60 as price_minor,
        jsonb_build_array(jsonb_build_object('ruleId', rule.id, 'rule', rule.name, 'minutes', minutes,
          'pricePerHourMinor', rule.price_per_hour_minor, 'amountMinor', rule.price_per_hour_minor * minutes / 60)) as lines
      from ranked
      join clubs c on c.id = ranked.club_id
      join price_rules rule on rule.id = ranked.rule_id
      join big_crowds people on people.club_id = ranked.club_id
      where rank <= ${count}
    ), booked as (
      insert into reservations (id, club_id, court_id, user_id, customer_id, kind, channel, staff_settled_by, status, starts_at,
        ends_at, price_minor, list_price_minor, currency, price_breakdown, refund_policy, confirmed_at, created_at, updated_at)
      select gen_random_uuid(), drawn.club_id, court_id, case when online then player.id end, caller.id,
        case when online then 'booking' else 'walk_in' end, case when online then 'online' else 'desk' end,
        case when not online then (select user_id from staff_roles where role = 'owner' order by id limit 1) end,
        case when ends_at <= now() then 'completed' else 'confirmed' end,
        starts_at, ends_at, price_minor, price_minor, 'EUR', lines, refund_policy, made_at, made_at, made_at
      from drawn
      cross join lateral (
        select starts_at + make_interval(mins => minutes) as ends_at,
          least(starts_at, now()) - interval '30 days' - random() * interval '13 days' as made_at
      ) times
      join big_players player using (place)
      left join big_people caller on not online and caller.club_id = drawn.club_id and caller.place = drawn.seat
      order by starts_at
      returning id, club_id, user_id, kind, status, price_minor, confirmed_at, ends_at
    ), paid as (
      insert into payments (id, reservation_id, user_id, status, amount_minor, currency, payment_intent_id,
        received_minor, completed_at, created_at, updated_at)
      select gen_random_uuid(), id, user_id, 'completed', price_minor, 'EUR', 'pi_seed' || replace(id::text, '-', ''),
        price_minor, confirmed_at, confirmed_at, confirmed_at
      from booked where kind = 'booking'
      returning id, completed_at
    ), told as (
      insert into notices (id, kind, object_id, reservation_id, club_id, channel, recipient, user_id, locale, status,
        next_attempt_at, created_at, sent_at, delivered_at)
      select gen_random_uuid(), 'reservation_confirmation', booked.id::text, booked.id, booked.club_id, 'email', player.email, player.id,
        'es', 'delivered', confirmed_at, confirmed_at, confirmed_at, confirmed_at
      from booked join big_players player on player.id = booked.user_id
    ), steps as (
      select 'reservation' as entity, id::text as entity_id, null as from_state, 'confirmed' as to_state, confirmed_at as at
      from booked
      union all
      select 'reservation', id::text, 'confirmed', 'completed', ends_at from booked where status = 'completed'
      union all
      select 'payment', id::text, 'pending', 'completed', completed_at from paid
    )
    insert into audit (entity, entity_id, actor, from_state, to_state, at)
    select entity, entity_id, 'system:seed', from_state, to_state, at from steps order by at`;
}
