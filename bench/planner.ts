import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { type Board, readBoard } from '@/lib/desk/read-board';
import { openForCommand } from '@/scripts/command-environment';
import { openBigDatabase } from './big-database';
import { makeBusyClub } from './busy-club';
import { judge, percentileMs, print } from './measure';
import { runBench } from './run-bench';

const ROUNDS = 400;
const MOST_P50_MS = 6;
const MOST_P95_MS = 15;
const DAY_MS = 86_400_000;

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
    `${p50.toFixed(1)} ms and ${p95.toFixed(1)} ms`,
  );
}

await runBench(main);
