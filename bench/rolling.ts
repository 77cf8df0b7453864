/**
 * Two processes that are restarted one after the other while clients hold courts, as a deploy does: `npx tsx
 * bench/rolling.ts [--clients 16]`.
 */
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { inArray } from 'drizzle-orm';
import { type Dispatcher, Pool } from 'undici';
import { z } from 'zod';
import { closeDatabase, db } from '@/db';
import { HELD, reservations } from '@/db/schema';
import { MAX_OPEN_HOLDS } from '@/lib/reservations/hold-limits';
import { type BootedApp, bootApp } from '@/scripts/boot-app';
import { findFreePort } from '@/scripts/free-port';
import { prepareBuiltApp } from './built-app';
import { hireCrowds, openCourts, sameSlot, untilKnown, type Wish } from './crowd';
import { judge, percentileOf, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

const COURTS = 100;
/** Each full hour of the day, which is sold once. */
const STARTS = Array.from({ length: 14 }, (_, hour) => `${String(8 + hour).padStart(2, '0')}:00`);
const TURNS_A_HOLD = 4;
const QUIET_MS = 4_000;
const KILLED_MS = 2_000;
const ANSWER_WITHIN_MS = 30_000;

const argumentsSchema = z.object({ clients: z.coerce.number().int().min(2).max(200).default(16) });
const heldSchema = z.object({ id: z.uuid() });

/** A process that its clients know by its port. */
type Member = { http: Pool; app: BootedApp; boot: () => Promise<BootedApp> };
type Hold = { key: string; wish: Wish };
type Load = { members: readonly [Member, Member]; clients: number; holds: Hold[]; keys: readonly string[] };
/** What the clients saw; `held` are the ids of what was answered 201. */
type Seen = { times: number[]; failures: string[]; held: string[] };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { clients: { type: 'string' } } });
  const { clients } = argumentsSchema.parse(values);
  await withOwnDatabase('rolling', (url) => roll(url, clients));
}

async function roll(databaseUrl: string, clients: number): Promise<void> {
  const { port, sandbox, environment } = await prepareBuiltApp(databaseUrl);
  // biome-ignore lint/style/noProcessEnv: the courts are made and the holds counted in this process
  Object.assign(process.env, environment);
  const members: Member[] = [];
  try {
    const one = await startMember(port, environment, clients);
    members.push(one);
    const other = await startMember(await findFreePort(), environment, clients);
    members.push(other);
    const load: Load = { members: [one, other], clients, ...(await prepareHolds(databaseUrl, members)) };
    print(`rolling: two processes, ${clients} clients, every fourth turn a hold`);
    await restartBoth(load);
    await killOne(load);
  } finally {
    for (const { app, http } of members) await Promise.all([http.destroy(), app.close()]);
    await closeDatabase();
    await sandbox.close();
  }
}

async function startMember(
  port: number,
  environment: NodeJS.ProcessEnv,
  connections: number,
): Promise<Member> {
  const boot = () => bootApp({ port, environment });
  const http = new Pool(`http://127.0.0.1:${port}`, { connections, headersTimeout: ANSWER_WITHIN_MS });
  return { http, boot, app: await boot() };
}

/** A slot for each hold, and people who may hold them. */
async function prepareHolds(databaseUrl: string, members: readonly Member[]) {
  const [first] = members;
  const courtIds = await openCourts(first?.app.url ?? '', COURTS);
  for (const { app } of members) await untilKnown(app.url, courtIds.at(-1) ?? 0);
  const people = Math.ceil((COURTS * STARTS.length) / MAX_OPEN_HOLDS);
  const keys = (await hireCrowds(databaseUrl, people, MAX_OPEN_HOLDS)).flat();
  const wishes = courtIds.flatMap((id) => STARTS.map((start_time) => ({ ...sameSlot(id), start_time })));
  return { keys, holds: wishes.map((wish, index) => ({ wish, key: keys[index] ?? '' })) };
}

async function restartBoth(load: Load): Promise<void> {
  const quiet = await during(load, () => rest(QUIET_MS));
  const stops: number[] = [];
  const rolling = await during(load, async () => {
    for (const member of load.members) stops.push(await replace(member));
  });
  const [before, meanwhile] = [p99(quiet), p99(rolling)];
  print(`  stopped   after ${stops.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(' and ')}`);
  print(
    `  answers   p99 ${meanwhile.toFixed(0)} ms while one starts, ${before.toFixed(0)} ms before: ${(meanwhile / before).toFixed(1)} ×`,
  );
  for (const failure of new Set(rolling.failures)) print(`  failed    ${failure}`);
  const { length: failed } = rolling.failures;
  judge('no request fails', failed === 0, `${failed} of ${rolling.times.length}`);
  const held = [...quiet.held, ...rolling.held];
  const kept = await db().select().from(reservations).where(inArray(reservations.id, held));
  const alive = kept.filter(({ status }) => HELD.some((word) => word === status)).length;
  judge('no hold is lost', alive === held.length && alive > 0, `${alive} of ${held.length} are there`);
}

/** Asks a process to stop, waits for its end, and starts the next one in its place. Returns how long the end took. */
async function replace(member: Member): Promise<number> {
  const startedAt = performance.now();
  await member.app.close();
  const tookMs = performance.now() - startedAt;
  member.app = await member.boot();
  return tookMs;
}

/** A process that is killed. It must lose requests, or the clients would not see a loss. */
async function killOne(load: Load): Promise<void> {
  const killed = await during(load, async () => {
    await rest(QUIET_MS / 4);
    load.members[0].app.process.kill('SIGKILL');
    await rest(KILLED_MS);
  });
  const { length: failed } = killed.failures;
  judge(
    'control: a process that is killed loses requests',
    failed > 0,
    `${failed} of ${killed.times.length}`,
  );
}

/** What the clients see until the work is done. */
async function during(load: Load, work: () => Promise<void>): Promise<Seen> {
  const seen: Seen = { times: [], failures: [], held: [] };
  let isOver = false;
  const client = async (nth: number) => {
    for (let turn = nth; !isOver; turn += 1) await takeTurn(load, turn, seen);
  };
  const clients = Promise.all(Array.from({ length: load.clients }, (_, nth) => client(nth)));
  await work();
  isOver = true;
  await clients;
  return seen;
}

/** One client's request: a hold at times, and one's own bookings else. */
async function takeTurn({ members, holds, keys }: Load, turn: number, seen: Seen): Promise<void> {
  const hold = turn % TURNS_A_HOLD === 0 ? holds.pop() : undefined;
  const request = hold ? holdRequest(hold) : readRequest(keys[turn % keys.length] ?? '');
  const [one, other] = members;
  const startedAt = performance.now();
  try {
    const { statusCode, body } = await (turn % 2 === 0 ? ask(one, other, request) : ask(other, one, request));
    const text = await body.text();
    if (statusCode !== (hold ? 201 : 200)) seen.failures.push(`${statusCode} ${text.slice(0, 200)}`);
    else if (hold) seen.held.push(heldSchema.parse(JSON.parse(text)).id);
  } catch (error) {
    seen.failures.push(String(error));
  }
  seen.times.push(performance.now() - startedAt);
}

const holdRequest = ({ key, wish }: Hold): Dispatcher.RequestOptions => ({
  method: 'POST',
  path: '/api/v1/reservations',
  headers: { authorization: `Token ${key}`, 'content-type': 'application/json' },
  body: JSON.stringify(wish),
});

const readRequest = (key: string): Dispatcher.RequestOptions => ({
  method: 'GET',
  path: '/api/v1/reservations',
  headers: { authorization: `Token ${key}` },
});

/** As a balancer does: what a process refused to connect for was not sent, and goes to the other one. */
async function ask(member: Member, other: Member, request: Dispatcher.RequestOptions) {
  try {
    return await member.http.request(request);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error;
    return other.http.request(request);
  }
}

const p99 = ({ times }: Seen) => percentileOf(times, 99);

await runBench(main);
