import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { type Context, systemContext } from '@/lib/core/context';
import { SEGMENTS } from '@/lib/desk/people/list-segment';
import { findCustomers } from '@/lib/desk/find-customers';
import { openForCommand } from '@/scripts/command-environment';
import { FIRST, LAST } from '@/scripts/seed/names';
import { judge, percentileMs, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

const PEOPLE = 200_000;
const SMALL_CLUB = 2_000;
const ROUNDS = 200;
const MOST_P95_MS = 20;
const SEGMENT_ROUNDS = 20;
const MOST_SEGMENT_MS = 50;

/** A club of 200,000 people, a fifth with an account, beside a small one. */
async function insertPeople(sql: postgres.Sql): Promise<{ big: number; small: number }> {
  const clubs = await sql<{ id: number }[]>`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about, durations_minutes)
    select slug, slug, 'Bench', 'ES', 'x', 40, -3, 'Europe/Madrid', 'EUR', '{"es": "", "en": ""}', '{90}'
    from (values ('big'), ('small')) named(slug) returning id`;
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
  await sql`vacuum analyze customers`;
  await sql`analyze users`;
  return { big, small };
}

const COURTS = 12;
const GAMES = 100_000;
const OWING = 500;
const PAIRS = 200;

/**
 * Bookings of three years, by fifty thousand of the people with and without an account, some of which owe; and pairs
 * of people with one number.
 */
async function insertGames(sql: postgres.Sql, clubId: number): Promise<void> {
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
  await sql`vacuum analyze reservations`;
  await sql`analyze dues`;
}

type Words = { name: string; phone: string; email: string };

/** What reception types of a person whom it looks for. */
const QUERIES: Record<string, (person: Words) => string> = {
  nothing: () => '',
  'a first name': ({ name }) => name.split(' ')[0] ?? '',
  'three letters': ({ name }) => name.slice(0, 3),
  'name and surname': ({ name }) => name.split(' ').slice(0, 2).join(' '),
  'a surname and the start of the name': ({ name }) => `${name.split(' ')[2]} ${name.slice(0, 2)}`,
  'the number': ({ phone }) => phone.slice(3),
  'eight digits': ({ phone }) => phone.slice(-8),
  'four digits': ({ phone }) => phone.slice(-4),
  'a mail': ({ email }) => email,
  'the start of a mail': ({ email }) => email.slice(0, 9),
  nobody: ({ name }) => `${name.slice(0, 2)}qzx`,
  'a number of nobody': ({ phone }) => phone.slice(4).split('').reverse().join(''),
};

async function main(): Promise<void> {
  await withOwnDatabase('people', async (url) => {
    // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
    process.env.DATABASE_URL = url;
    const database = await openForCommand();
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    try {
      const { big, small } = await insertPeople(sql);
      await measure(sql, big, PEOPLE);
      await measure(sql, small, SMALL_CLUB);
      await insertGames(sql, big);
      await measureSegments(big);
    } finally {
      await Promise.all([sql.end(), closeDatabase()]);
      await database.close();
    }
  });
}

async function measure(sql: postgres.Sql, clubId: number, people: number): Promise<void> {
  const sample = await sql<Words[]>`
    select name, phone, email from customers where club_id = ${clubId} and name is not null order by id limit 50`;
  const ids = await sql<
    { id: string }[]
  >`select id from customers where club_id = ${clubId} order by id limit 50`;
  const ctx: Context = systemContext('bench');
  print(`people: a club of ${people}, warm, one client, pages of 20`);
  const bare = (round: number) => sql`select * from customers where id = ${ids[round % 50]?.id ?? ''}::uuid`;
  print(
    `  ${'baseline: one row by its id'.padEnd(36)} p95 ${(await percentileMs(95, ROUNDS, bare)).toFixed(2)} ms`,
  );
  let slowest = 0;
  for (const [what, typed] of Object.entries(QUERIES)) {
    const find = (round: number) => {
      const person = sample[round % sample.length] ?? { name: '', phone: '', email: '' };
      return findCustomers(ctx, clubId, { q: typed(person), page: 1, pageSize: 20 });
    };
    await percentileMs(50, 20, find);
    const [p50, p95] = [await percentileMs(50, ROUNDS, find), await percentileMs(95, ROUNDS, find)];
    print(`  ${what.padEnd(36)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
    slowest = Math.max(slowest, p95);
  }
  judge(`each within ${MOST_P95_MS} ms at p95`, slowest <= MOST_P95_MS);
}

/** The first page of each part of a club's people. */
async function measureSegments(clubId: number): Promise<void> {
  const ctx: Context = systemContext('bench');
  print(`segments: a club of ${PEOPLE} with ${GAMES} bookings, warm, one client, pages of 50`);
  let slowest = 0;
  for (const segment of SEGMENTS) {
    const find = () => findCustomers(ctx, clubId, { q: '', segment, page: 1, pageSize: 50 });
    await percentileMs(50, 3, find);
    const [p50, p95] = [
      await percentileMs(50, SEGMENT_ROUNDS, find),
      await percentileMs(95, SEGMENT_ROUNDS, find),
    ];
    const { count } = await find();
    print(`  ${`${segment}: ${count}`.padEnd(36)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
    slowest = Math.max(slowest, p50);
  }
  judge(`each segment within ${MOST_SEGMENT_MS} ms at p50`, slowest <= MOST_SEGMENT_MS);
}

await runBench(main);
