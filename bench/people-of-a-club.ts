import type postgres from 'postgres';
import { FIRST, LAST } from '@/scripts/seed/names';

export const PEOPLE = 200_000;
export const SMALL_CLUB = 2_000;

/** A club of 200,000 people, a fifth with an account, beside a small one. */
export async function insertPeople(sql: postgres.Sql): Promise<{ big: number; small: number }> {
  const clubs = await sql<{ id: number }[]>`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about, durations_minutes)
    select slug, slug, 'Bench', 'ES', 'x', 40, -3, 'Europe/Madrid', 'EUR', '{"es": "", "en": ""}', '{90}'
    from (values ('big'), ('small')) named(slug) returning id`;
  await sql`alter table customers disable trigger customers_kept_insert`;
  const [big = 0, small = 0] = clubs.map(({ id }) => id);
  await sql`select setseed(0.2026)`;
  for (const [clubId, people] of [
    [big, PEOPLE],
    [small, SMALL_CLUB],
  ] as const)
    await sql`
      with invented as materialized (
        select n, (${FIRST}::text[])[1 + floor(random() * ${FIRST.length})::int] || ' '
            || (${LAST}::text[])[1 + floor(random() * ${LAST.length})::int] || ' '
            || (${LAST}::text[])[1 + floor(random() * ${LAST.length})::int] as name,
          ${clubId} || '.' || n || '@bench.test' as email,
          '+346' || lpad(floor(random() * 100000000)::int::text, 8, '0') as phone
        from generate_series(1, ${people}::int) n
      ), opened as (
        insert into users (id, name, email, phone, email_verified)
        select gen_random_uuid(), name, email, phone, now() from invented where n % 5 = 0 returning id
      ), joined as (
        insert into customers (id, club_id, user_id) select gen_random_uuid(), ${clubId}, id from opened
      )
      insert into customers (id, club_id, name, email, phone, words)
      select gen_random_uuid(), ${clubId}, name, email, phone, fold_text(name) || ' ' || email || ' ' || phone
      from invented where n % 5 <> 0`;
  await sql`update customers set words = '' where user_id is not null`;
  await sql`alter table customers enable trigger customers_kept_insert`;
  await sql`insert into shared_contacts (club_id, contact, customer_id) select * from count_shared_contacts()`;
  await sql`vacuum analyze customers`;
  await sql`analyze users`;
  return { big, small };
}

const COURTS = 12;
export const GAMES = 100_000;
const OWING = 500;
const PAIRS = 200;

/**
 * Bookings of three years, by fifty thousand of the people with and without an account, some of which owe; and pairs
 * of people with one number.
 */
export async function insertGames(sql: postgres.Sql, clubId: number): Promise<void> {
  await sql`alter table reservations disable trigger reservations_last_game_insert`;
  await sql`insert into courts (club_id, name, position, sport, indoor, surface, format)
    select ${clubId}, 'Pista ' || n, n, 'padel', true, 'turf', 'double' from generate_series(1, ${COURTS}) n`;
  await sql`
    with people as (
      select id, user_id, row_number() over (order by id) - 1 as place from customers where club_id = ${clubId}
    ), booked as (
      insert into reservations (id, club_id, court_id, user_id, customer_id, status, starts_at, ends_at, price_minor,
        list_price_minor, currency, refund_policy, confirmed_at)
      select gen_random_uuid(), ${clubId}, court.id, person.user_id, case when person.user_id is null then person.id end,
        case when starts_at < now() then 'completed' else 'confirmed' end, starts_at, starts_at + interval '90 minutes',
        4500, 4500, 'EUR', '{"freeHours": 24, "laterPercent": 50, "nothingHours": 2}', starts_at - interval '30 days'
      from (select id, row_number() over (order by id) - 1 as place from courts where club_id = ${clubId}) court
      cross join generate_series(0, ${Math.ceil(GAMES / COURTS / 9) - 1}) day
      cross join generate_series(0, 8) nth
      cross join lateral (select current_date + make_interval(days => day - 895, mins => 480 + nth * 90) as starts_at) times
      join people person on person.place = (court.place * 7919 + day * 131 + nth * 977) % 50000
      returning id
    )
    insert into dues (id, club_id, reservation_id, amount_minor, currency, cause, created_by)
    select gen_random_uuid(), ${clubId}, id, 4500, 'EUR', 'desk', 'system:bench' from booked limit ${OWING}`;
  await sql`
    update customers c set phone = twin.phone from (
      select id, phone, lead(id) over (order by id) as next from customers where club_id = ${clubId} and user_id is null
      order by id limit ${PAIRS}
    ) twin where c.id = twin.next`;
  await sql`vacuum analyze customers`;
  await sql`alter table reservations enable trigger reservations_last_game_insert`;
  await sql`insert into last_games (customer_id, club_id, starts_at) select * from count_last_games()`;
  await sql`vacuum analyze reservations`;
  await sql`vacuum analyze last_games`;
  await sql`vacuum analyze shared_contacts`;
  await sql`analyze dues`;
}
