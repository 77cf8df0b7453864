import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { type Board, readBoard } from '@/lib/desk/read-board';
import { openForCommand } from '@/scripts/command-environment';
import { openBigDatabase } from './big-database';
import { judge, percentileMs, print } from './measure';
import { runBench } from './run-bench';

const COURTS = 12;
const BOOKINGS = 100_000;
const ROUNDS = 400;
const MOST_P50_MS = 6;
const MOST_P95_MS = 15;
const DAY_MS = 86_400_000;
const SLUG = 'bench-planner';

/** A club of twelve courts with 100,000 paid bookings of two named players each, nine a day and court, half to come. */
async function makeBusyClub(sql: postgres.Sql): Promise<number> {
  const [known] = await sql<{ id: number }[]>`select id from clubs where slug = ${SLUG}`;
  if (known) return known.id;
  print('  a club of 100,000 bookings is added to the big example');
  const [club] = await sql<{ id: number }[]>`
    insert into clubs (slug, name, city, country, address, latitude, longitude, time_zone, currency, about, durations_minutes)
    values (${SLUG}, 'Planner', 'Bench', 'ES', 'x', 40, -3, 'Europe/Madrid', 'EUR', '{"es": "", "en": ""}', '{90}')
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
  await sql`analyze reservations`;
  await sql`analyze payments`;
  await sql`analyze participants`;
  return id;
}

/** The rows of the window alone, without people, players and money. */
const readBare = (sql: postgres.Sql, clubId: number, startsAt: number) => sql`
  select * from reservations where club_id = ${clubId}
    and starts_at >= ${new Date(startsAt).toISOString()} and starts_at < ${new Date(startsAt + DAY_MS).toISOString()}`;

async function main(): Promise<void> {
  const database = await openBigDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
  process.env.DATABASE_URL = database.url;
  await openForCommand();
  try {
    const clubId = await makeBusyClub(sql);
    await compare(sql, clubId);
  } finally {
    await Promise.all([sql.end(), closeDatabase()]);
    await database.close();
  }
}

async function compare(sql: postgres.Sql, clubId: number): Promise<void> {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  const dayOf = (round: number) => today + ((round % 28) - 14) * DAY_MS;
  const day = (round: number): Promise<Board> =>
    readBoard({ clubId, startsAt: dayOf(round), endsAt: dayOf(round) + DAY_MS });
  const bare = (round: number) => readBare(sql, clubId, dayOf(round));
  const week = (round: number) =>
    readBoard({ clubId, startsAt: dayOf(round), endsAt: dayOf(round) + 7 * DAY_MS });
  const { horizon, items } = await day(0);
  const changes = (round: number) =>
    readBoard({ clubId, startsAt: dayOf(round), endsAt: dayOf(round) + DAY_MS }, horizon);
  for (const read of [day, bare, week, changes]) await percentileMs(50, 28, read);
  const time = async (name: string, read: (round: number) => Promise<unknown>) => {
    const [p50, p95] = [await percentileMs(50, ROUNDS, read), await percentileMs(95, ROUNDS, read)];
    print(`  ${name.padEnd(9)} p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`);
    return { p50, p95 };
  };
  print(`planner: ${items.length} bookings of a day, warm, one client`);
  await time('baseline', bare);
  const { p50, p95 } = await time('day', day);
  await time('week', week);
  await time('changes', changes);
  judge(
    `a day within ${MOST_P50_MS} ms at p50 and ${MOST_P95_MS} ms at p95`,
    p50 <= MOST_P50_MS && p95 <= MOST_P95_MS,
  );
}

await runBench(main);
