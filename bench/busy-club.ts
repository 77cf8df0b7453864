import type postgres from 'postgres';
import { print } from './measure';

const COURTS = 12;
const BOOKINGS = 100_000;
export const BUSY_CLUB = 'bench-planner';

/**
 * A club of twelve courts with 100,000 paid bookings of two named players each, nine a day and court, half to come.
 * The hours before and after them are free.
 */
export async function makeBusyClub(sql: postgres.Sql): Promise<number> {
  const [known] = await sql<{ id: number }[]>`select id from clubs where slug = ${BUSY_CLUB}`;
  const id = known?.id ?? (await insertClub(sql));
  await openOnce(sql, id);
  return id;
}

/** A club that an earlier version of these benches made has neither hours nor prices. */
async function openOnce(sql: postgres.Sql, id: number): Promise<void> {
  await sql`
    insert into opening_hours (club_id, weekday, opens_minute, closes_minute)
    select ${id}, weekday, 360, 1440 from generate_series(1, 7) weekday
    where not exists (select from opening_hours where club_id = ${id})`;
  await sql`
    insert into price_rules (club_id, position, name, price_per_hour_minor)
    select ${id}, 0, '{"es": "Base", "en": "Base"}', 3000
    where not exists (select from price_rules where club_id = ${id})`;
}

async function insertClub(sql: postgres.Sql): Promise<number> {
  print('  a club of 100,000 bookings is added to the big example');
  const [club] = await sql<{ id: number }[]>`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about, durations_minutes)
    values (${BUSY_CLUB}, 'Planner', 'Bench', 'ES', 'x', 40, -3, 'Europe/Madrid', 'EUR', '{"es": "", "en": ""}', '{90}')
    returning id`;
  const id = club?.id ?? 0;
  await sql`insert into courts (club_id, name, position, sport, indoor, surface, format)
    select ${id}, 'Pista ' || n, n, 'padel', true, 'turf', 'double' from generate_series(1, ${COURTS}) n`;
  await sql`
    with booked as (
      insert into reservations (id, club_id, court_id, user_id, status, starts_at, ends_at, price_minor, list_price_minor,
        currency, refund_policy, confirmed_at)
      select gen_random_uuid(), ${id}, court.id, player.id, case when starts_at < now() then 'completed' else 'confirmed' end,
        starts_at, starts_at + interval '90 minutes', 4500, 4500, 'EUR',
        '{"freeHours": 24, "laterPercent": 50, "nothingHours": 2}', starts_at - interval '30 days'
      from (select id, row_number() over (order by id) - 1 as place from courts where club_id = ${id}) court
      cross join generate_series(0, ${Math.ceil(BOOKINGS / COURTS / 9) - 1}) day
      cross join generate_series(0, 8) nth
      cross join lateral (
        select current_date + make_interval(days => day - 463, mins => 480 + nth * 90) as starts_at
      ) times
      join (select id, row_number() over (order by id) - 1 as place from users limit 5000) player
        on player.place = (court.place * 7919 + day * 31 + nth * 977) % 5000
      returning id, user_id, price_minor, confirmed_at
    ), paid as (
      insert into payments (id, reservation_id, user_id, status, amount_minor, currency, payment_intent_id, received_minor, completed_at)
      select gen_random_uuid(), id, user_id, 'completed', price_minor, 'EUR', 'pi_bench' || replace(id::text, '-', ''),
        price_minor, confirmed_at from booked
    )
    insert into participants (reservation_id, position, name)
    select id, position, 'Jugador' from booked cross join generate_series(0, 1) position`;
  await sql`
    insert into customers (id, club_id, user_id)
    select distinct on (user_id) gen_random_uuid(), ${id}::int, user_id from reservations where club_id = ${id}`;
  await sql`analyze customers`;
  await sql`analyze reservations`;
  await sql`analyze payments`;
  await sql`analyze participants`;
  return id;
}
