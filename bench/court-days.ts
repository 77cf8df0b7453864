/**
 * What free shares cost that were counted beside those of the bookings themselves, what a run of the job costs, and what
 * a hold pays for its mark: `npx tsx bench/court-days.ts`.
 */
import postgres from 'postgres';
import { closeDatabase } from '@/db';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { listFreeShares, listFreeSharesIn } from '@/lib/availability/list-free-shares';
import { clubsIn, comparedClubs } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { openForCommand } from '@/scripts/command-environment';
import { openBigDatabase } from './big-database';
import { deleteHolds } from './delete-holds';
import { listFreeSlots } from './free-slots';
import { contextOf, rateOver, wishFor } from './hold-spread';
import { judge, median, medianMs, print } from './measure';
import { runBench } from './run-bench';

const ROUNDS = 100;
const CITY = 'Madrid';
/** What one run of the job finds at twelve bookings a second. */
const CHANGES = 360;
const RUNS = 5;
const TURNS = 8;
const HOLDS_A_TURN = 200;

async function benchShares(): Promise<void> {
  const ctx = systemContext('bench');
  for (const city of [CITY, null]) {
    const clubs = await (city === null ? comparedClubs() : clubsIn(city));
    const counted = () => listFreeSharesIn(ctx, city);
    const booked = () => listFreeShares(ctx, clubs);
    for (const warmUp of [counted, booked]) await medianMs(5, warmUp);
    const [countedMs, bookedMs] = [await medianMs(ROUNDS, counted), await medianMs(ROUNDS, booked)];
    const ratio = countedMs / bookedMs;
    print(
      `shares of ${city ?? 'everywhere'}: ${clubs.length} clubs, counted ${countedMs.toFixed(1)} ms, from the bookings ${bookedMs.toFixed(1)} ms: ${ratio.toFixed(2)} ×`,
    );
    judge('at most 0.3 × of the bookings', ratio <= 0.3, `${ratio.toFixed(2)} ×`);
  }
}

async function benchJob(sql: postgres.Sql): Promise<void> {
  await keepCourtDays();
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await sql`insert into stale_days (court_id, starts_at, ends_at)
      select court_id, starts_at, ends_at from reservations
      where starts_at between now() and now() + interval '14 days' order by random() limit ${CHANGES}`;
    times.push(await medianMs(1, () => keepCourtDays()));
  }
  const readAllMs = await medianMs(
    RUNS,
    () => sql`
    select court_id, starts_at, ends_at from reservations
    where status in ('payment_pending', 'pending', 'confirmed', 'completed')
      and starts_at between now() and now() + interval '14 days'`,
  );
  const ratio = median(times) / readAllMs;
  print(
    `job: ${CHANGES} changed days in ${median(times).toFixed(0)} ms, the bookings of all clubs for 14 days are read in ${readAllMs.toFixed(0)} ms: ${ratio.toFixed(2)} ×`,
  );
  judge('a run takes at most half a second', median(times) <= 500, `${median(times).toFixed(0)} ms`);
}

/** Holds with their mark and without it, in turns. The first turn warms up. */
async function benchMark(sql: postgres.Sql): Promise<void> {
  const count = 2 * TURNS * HOLDS_A_TURN;
  const players = await sql<{ id: string; email: string }[]>`
    select id, email from users where email like 'jugador.%' order by random() limit ${count}`;
  const slots = await listFreeSlots(sql, count);
  const hold = (slot: (typeof slots)[number]) => {
    const player = players.pop();
    if (!player) throw new Error('the big example has too few players');
    return holdSlot(contextOf(player), wishFor(slot));
  };
  const rates = { marked: [0], unmarked: [0] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    rates.marked[turn] = await rateOver(slots.splice(0, HOLDS_A_TURN), hold);
    await sql`alter table reservations disable trigger reservations_insert_stales`;
    try {
      rates.unmarked[turn] = await rateOver(slots.splice(0, HOLDS_A_TURN), hold);
    } finally {
      await sql`alter table reservations enable trigger reservations_insert_stales`;
    }
  }
  const [marked, unmarked] = [median(rates.marked.slice(1)), median(rates.unmarked.slice(1))];
  const ratio = marked / unmarked;
  print(
    `hold: ${marked.toFixed(0)}/s with its mark, ${unmarked.toFixed(0)}/s without it: ${ratio.toFixed(2)} ×`,
  );
  judge('at least 0.95 ×', ratio >= 0.95, `${ratio.toFixed(2)} ×`);
}

async function main(): Promise<void> {
  const database = await openBigDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  // biome-ignore lint/style/noProcessEnv: the verbs run in this process and read the environment
  process.env.DATABASE_URL = database.url;
  await openForCommand();
  try {
    await benchShares();
    await benchJob(sql);
    await benchMark(sql);
  } finally {
    await deleteHolds(sql);
    await closeDatabase();
    await sql.end();
    await database.close();
  }
}

await runBench(main);
