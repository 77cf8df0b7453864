/**
 * What a booking costs from its hold to its mail, by part, and how many a second there may be before jobs lag: `npx
 * tsx bench/jobs.ts [--seconds 8]`. One process takes requests, another runs the jobs.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { listUnrest } from '@/chaos/quiet';
import { type BootedApp, bootApp } from '@/scripts/boot-app';
import { findFreePort } from '@/scripts/free-port';
import type { Sandbox } from '@/sandbox/start';
import { payIntent } from '@/test/stripe-control';
import { prepareBuiltApp } from './built-app';
import { hireCrowds, openCourts, sameSlot, untilKnown, type Wish } from './crowd';
import { judge, print } from './measure';
import { withOwnDatabase } from './own-database';
import { cpuMsOf, cpuMsOfPostgres } from './process-cpu';
import { runBench } from './run-bench';

const RATES = [4, 8, 12, 16, 20, 25, 30];
const WARM_UP = 40;
const IDLE_MS = 6_000;
const MOST_LATE_MS = 2_000;
/** Less than this share of what is asked means that requests wait. */
const LEAST_KEPT = 0.9;
const LOOK_EVERY_MS = 500;
const STATISTICS_MS = 1_500;
const BARE_ROUNDS = 1_000;
const DRAINED_WITHIN_MS = 60_000;
const STARTS = Array.from({ length: 14 }, (_, hour) => `${String(8 + hour).padStart(2, '0')}:00`);
const LEAST_RATE = 12;

const argumentsSchema = z.object({ seconds: z.coerce.number().int().min(2).max(60).default(8) });
const heldSchema = z.object({ payment: z.object({ payment_intent_id: z.string() }) });

type Part = 'requests' | 'jobs' | 'postgres' | 'standIns';
const PARTS: readonly Part[] = ['requests', 'jobs', 'postgres', 'standIns'];
type Cpu = Record<Part, number>;
type Booking = { wish: Wish; key: string };
type Stage = {
  http: Pool;
  sandbox: Sandbox;
  sql: postgres.Sql;
  bookings: Booking[];
  readCpu: () => Promise<Cpu>;
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string' } } });
  const { seconds } = argumentsSchema.parse(values);
  await withOwnDatabase('jobs', (url) => bookUnderLoad(url, seconds));
}

async function bookUnderLoad(databaseUrl: string, seconds: number): Promise<void> {
  const { port, sandbox, environment } = await prepareBuiltApp(databaseUrl, { LOG_LEVEL: 'error' });
  // biome-ignore lint/style/noProcessEnv: courts are made and rows counted in this process
  Object.assign(process.env, environment);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const apps: BootedApp[] = [];
  try {
    // Webhooks and the job engine call the address of the first.
    const jobs = await bootApp({ port, environment });
    apps.push(jobs);
    const requests = await bootApp({ port: await findFreePort(), environment });
    apps.push(requests);
    const count = WARM_UP + RATES.reduce((sum, rate) => sum + rate * seconds, 0);
    const stage: Stage = {
      http: new Pool(requests.url, { connections: 64 }),
      sandbox,
      sql,
      bookings: await prepareBookings(databaseUrl, requests.url, count),
      readCpu: () => readCpu(requests, jobs, sql),
    };
    await measure(stage, seconds);
    await stage.http.close();
  } finally {
    for (const app of apps) await app.close();
    await Promise.all([sql.end(), closeDatabase()]);
    await sandbox.close();
  }
}

/** Each has a slot of its own, and a person who holds nothing else. */
async function prepareBookings(databaseUrl: string, url: string, count: number): Promise<Booking[]> {
  const courtIds = await openCourts(url, Math.ceil(count / STARTS.length));
  await untilKnown(url, courtIds.at(-1) ?? 0);
  const [keys = []] = await hireCrowds(databaseUrl, count, 1);
  return keys.map((key, at) => ({
    key,
    wish: {
      ...sameSlot(courtIds[at % courtIds.length] ?? 0),
      start_time: STARTS[Math.floor(at / courtIds.length)] ?? '',
    },
  }));
}

async function readCpu(requests: BootedApp, jobs: BootedApp, sql: postgres.Sql): Promise<Cpu> {
  const { user, system } = process.cpuUsage();
  return {
    requests: await cpuMsOf(requests.process.pid ?? 0),
    jobs: await cpuMsOf(jobs.process.pid ?? 0),
    postgres: await cpuMsOfPostgres(sql),
    standIns: (user + system) / 1000,
  };
}

async function measure(stage: Stage, seconds: number): Promise<void> {
  await bookAt(stage, 10, WARM_UP);
  const idle = await spend(stage, () => rest(IDLE_MS));
  const before = await countWrites(stage.sql);
  const spent: Cpu = { requests: 0, jobs: 0, postgres: 0, standIns: 0 };
  let [bookings, kept] = [0, 0];
  for (const rate of RATES) {
    let step = { perSecond: 0, lateMs: 0 };
    const { cpu, ms } = await spend(stage, async () => {
      step = await bookAt(stage, rate, rate * seconds);
    });
    for (const part of PARTS) spent[part] += Math.max(0, cpu[part] - (idle.cpu[part] * ms) / idle.ms);
    bookings += rate * seconds;
    const { perSecond, lateMs } = step;
    print(
      `  ${rate} a second asked: ${perSecond.toFixed(1)} booked, and their last job ended ${(lateMs / 1000).toFixed(1)} s after the last`,
    );
    if (lateMs > MOST_LATE_MS || perSecond < LEAST_KEPT * rate) break;
    kept = rate;
  }
  await tellCost(stage.sql, spent, bookings, before);
  judge(`${LEAST_RATE} bookings a second before jobs lag`, kept >= LEAST_RATE, `${kept} a second`);
}

/** What the parts use while `work` runs. */
async function spend({ readCpu }: Stage, work: () => Promise<void>): Promise<{ cpu: Cpu; ms: number }> {
  const [before, startedAt] = [await readCpu(), performance.now()];
  await work();
  const after = await readCpu();
  const used = (part: Part) => after[part] - before[part];
  const cpu = {
    requests: used('requests'),
    jobs: used('jobs'),
    postgres: used('postgres'),
    standIns: used('standIns'),
  };
  return { cpu, ms: performance.now() - startedAt };
}

/** Books at an even pace, whether answers come or not, and waits for the jobs of all. */
async function bookAt(stage: Stage, rate: number, count: number) {
  const startedAt = performance.now();
  const running = stage.bookings.splice(0, count).map(async (booking, at) => {
    await rest((at * 1000) / rate);
    await bookOne(stage, booking);
  });
  await Promise.all(running);
  const bookedAt = performance.now();
  while ((await listUnrest()).length > 0) {
    if (performance.now() - bookedAt > DRAINED_WITHIN_MS) throw new Error('the jobs do not come to an end');
    await rest(LOOK_EVERY_MS);
  }
  const seconds = (bookedAt - startedAt) / 1000;
  return { perSecond: count / Math.max(seconds, count / rate), lateMs: performance.now() - bookedAt };
}

async function bookOne({ http, sandbox }: Stage, { wish, key }: Booking): Promise<void> {
  const { statusCode, body } = await http.request({
    method: 'POST',
    path: '/api/v1/reservations',
    headers: { authorization: `Token ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  });
  const text = await body.text();
  if (statusCode !== 201) throw new Error(`a hold was answered ${statusCode}: ${text}`);
  await payIntent(sandbox, heldSchema.parse(JSON.parse(text)).payment.payment_intent_id);
}

type Writes = { commits: number; inserted: number; changed: number };

/** What the server counted, which each connection tells it once a second. */
async function countWrites(sql: postgres.Sql): Promise<Writes> {
  await rest(STATISTICS_MS);
  const [writes] = await sql<Writes[]>`
    select (select xact_commit::int from pg_stat_database where datname = current_database()) as commits,
           sum(n_tup_ins)::int as inserted, sum(n_tup_upd + n_tup_del)::int as changed
    from pg_stat_user_tables`;
  return writes ?? { commits: 0, inserted: 0, changed: 0 };
}

async function tellCost(sql: postgres.Sql, spent: Cpu, bookings: number, before: Writes): Promise<void> {
  const after = await countWrites(sql);
  const each = (what: keyof Writes) => (after[what] - before[what]) / bookings;
  const ms = (part: Part) => (spent[part] / bookings).toFixed(1);
  const whole = (spent.requests + spent.jobs + spent.postgres) / bookings;
  print(
    `  a booking ${whole.toFixed(1)} ms of CPU: requests ${ms('requests')}, jobs ${ms('jobs')}, PostgreSQL ${ms('postgres')}; the stand-ins of Stripe, Inngest and Resend ${ms('standIns')}`,
  );
  print(
    `  PostgreSQL ${each('commits').toFixed(1)} commits, ${each('inserted').toFixed(1)} rows inserted, ${each('changed').toFixed(1)} changed`,
  );
  const bareMs = await insertBare(sql, Math.round(each('inserted')));
  print(
    `  baseline  as many rows in one bare transaction ${bareMs.toFixed(2)} ms of PostgreSQL: ${(spent.postgres / bookings / bareMs).toFixed(1)} ×`,
  );
}

/** CPU of the server for a transaction that inserts so many short rows, in milliseconds. */
async function insertBare(sql: postgres.Sql, rows: number): Promise<number> {
  await sql`create table bare (id uuid primary key, at timestamptz, note text)`;
  const before = await cpuMsOfPostgres(sql);
  for (let round = 0; round < BARE_ROUNDS; round += 1) {
    await sql`insert into bare select gen_random_uuid(), now(), repeat('x', 200) from generate_series(1, ${rows}::int)`;
  }
  return ((await cpuMsOfPostgres(sql)) - before) / BARE_ROUNDS;
}

await runBench(main);
