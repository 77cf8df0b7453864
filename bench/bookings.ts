import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { systemContext } from '@/lib/core/context';
import { addDays, type LocalDate, localDateOf } from '@/lib/core/time';
import { listBookings, listBookingsSchema } from '@/lib/desk/bookings/list-bookings';
import { openForCommand } from '@/scripts/command-environment';
import { openBigDatabase } from './big-database';
import { makeBusyClub } from './busy-club';
import { judge, percentileMs, print } from './measure';
import { runBench } from './run-bench';

const ROUNDS = 40;
const MOST_P95_MS = 150;
const ZONE = 'Europe/Madrid';
const TODAY = localDateOf(Date.now(), ZONE);

/** A year whose bookings are mostly played, which the desk reads for its books. */
const year = (round: number) => {
  const from: LocalDate = addDays(TODAY, -365 + (round % 28));
  return { from, to: addDays(from, 365) };
};

/** What the page is asked for. */
const QUERIES: Record<string, (round: number) => Record<string, string>> = {
  'from today on': () => ({}),
  'a year': year,
  'its last page': (round) => ({ ...year(round), page: '700' }),
  'of one channel': (round) => ({ ...year(round), channel: 'phone' }),
  'that owe': (round) => ({ ...year(round), owed: 'true' }),
  'in trouble': (round) => ({ ...year(round), trouble: 'true' }),
  'a name in a year': (round) => ({ ...year(round), q: 'garcia' }),
  'a code in a year': (round) => ({ ...year(round), q: 'abc123' }),
};

async function main(): Promise<void> {
  const database = await openBigDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
  process.env.DATABASE_URL = database.url;
  await openForCommand();
  try {
    await compare(sql, await makeBusyClub(sql));
  } finally {
    await Promise.all([sql.end(), closeDatabase()]);
    await database.close();
  }
}

async function compare(sql: postgres.Sql, clubId: number): Promise<void> {
  const ctx = systemContext('bench');
  const list = (filters: Record<string, string>) =>
    listBookings(ctx, String(clubId), listBookingsSchema.parse({ ...filters, pageSize: '50' }));
  const bare = (round: number) => sql`
    select count(*), sum(price_minor) from reservations
    where club_id = ${clubId} and starts_at >= ${year(round).from} and starts_at < ${year(round).to}`;
  print(`bookings: ${(await list(year(0))).count} of a year, pages of 50, warm, one client`);
  await percentileMs(50, 5, bare);
  print(
    `  ${'baseline: count and sum'.padEnd(24)} p95 ${(await percentileMs(95, ROUNDS, bare)).toFixed(1)} ms`,
  );
  let slowest = 0;
  for (const [what, filtersOf] of Object.entries(QUERIES)) {
    const read = (round: number) => list(filtersOf(round));
    await percentileMs(50, 5, read);
    const [p50, p95] = [await percentileMs(50, ROUNDS, read), await percentileMs(95, ROUNDS, read)];
    print(`  ${what.padEnd(24)} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    slowest = Math.max(slowest, p95);
  }
  judge(`each within ${MOST_P95_MS} ms at p95`, slowest <= MOST_P95_MS, `${slowest.toFixed(1)} ms`);
}

await runBench(main);
