/**
 * Two payers who pay, cancel or run out of time over one court at the same moment, each at its own process: `npx tsx
 * bench/two-payers.ts [--rounds 250 --seed 1]`.
 */
import { parseArgs } from 'node:util';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { closeDatabase, db } from '@/db';
import { notices, refunds, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { processRefund } from '@/lib/refunds/process-refund';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { type Random, seededRandom } from '@/scripts/seed/random';
import { judge as judgeRows } from '@/chaos/judge';
import { startOtherProcess } from '@/test/other-process/start';
import { type Arena, BOTH_RAN_OUT, DUELS, type Duel } from './duels';
import { eachOf } from './each-of';
import { judge, print } from './measure';
import { withOwnDatabase } from './own-database';
import { dropPromises } from './promises';
import { runBench } from './run-bench';

const PRICE_MINOR = 4500;
const AT_ONCE = 4;
const CONTROL_ROUNDS = 20;
const NOWHERE = 'http://127.0.0.1:1';

const argumentsSchema = z.object({
  rounds: z.coerce.number().int().min(1).max(100_000).default(250),
  seed: z.coerce.number().int().default(1),
});

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { rounds, seed } = argumentsSchema.parse(parseArgs({ options: { rounds: text, seed: text } }).values);
  print(`two-payers: ${rounds} rounds between two processes, seed ${seed}`);
  await withOwnDatabase('two_payers', async (databaseUrl) => {
    const sandbox = await startSandbox({ providers: ['stripe', 'resend'], appUrl: NOWHERE });
    // biome-ignore lint/style/noProcessEnv: this process prepares and judges, and hands it on to the two
    Object.assign(process.env, environment(databaseUrl), sandbox.env);
    const random = seededRandom(seed);
    try {
      await inArena(sandbox, (arena) => keepingPromises(arena, random, rounds));
      // `dropPromises` ends all connections, so none may be in use.
      await dropPromises(databaseUrl);
      await inArena(sandbox, (arena) => withoutPromises(arena, random));
    } finally {
      await sandbox.close();
    }
  });
}

/** Starts the two processes for some rounds, and ends them and all connections after. */
async function inArena(sandbox: Sandbox, work: (arena: Arena) => Promise<void>): Promise<void> {
  const [left, right] = await Promise.all([startOtherProcess(), startOtherProcess()]);
  try {
    await work({ sandbox, left, right });
  } finally {
    for (const process of [left, right]) process.stop();
    await closeDatabase();
  }
}

/** No jobs run, so their work is done here after all rounds. */
const environment = (databaseUrl: string) => ({
  ...SANDBOX_KEYS,
  DATABASE_URL: databaseUrl,
  NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
  NEXTAUTH_URL: 'http://localhost:3000',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  LOG_LEVEL: 'silent',
  TWILIO_API_BASE_URL: NOWHERE,
  INNGEST_BASE_URL: NOWHERE,
  UPSTASH_REDIS_REST_URL: NOWHERE,
  CLUB_DIRECTORY_URL: NOWHERE,
});

type Fought = { duel: Duel; fighters: string[] };

async function fightAll(arena: Arena, random: Random, duels: readonly Duel[]): Promise<Fought[]> {
  const fought: Fought[] = [];
  await eachOf(duels, AT_ONCE, async (duel) => {
    fought.push({ duel, fighters: await duel.fight(arena, random) });
  });
  return fought;
}

async function keepingPromises(arena: Arena, random: Random, rounds: number): Promise<void> {
  const startedAt = performance.now();
  const drawn = Array.from({ length: rounds }, () => DUELS[random.below(DUELS.length)] ?? BOTH_RAN_OUT);
  const fought = await fightAll(arena, random, drawn);
  await sendRefunds();
  await sendNotices();
  print(`  fought    ${rounds} rounds in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);

  const ends = await readEnds(fought);
  for (const { name } of DUELS) print(`  ${name}: ${tally(ends.filter(({ duel }) => duel.name === name))}`);
  judge(`${rounds} single outcomes`, ends.every(isSingle), `${ends.filter(isSingle).length}`);
  await judgeMoney(ends);
  // The invariants, both books intent by intent, and what each payer paid in the end.
  const breaches = await judgeRows(arena.sandbox, []);
  for (const breach of breaches.slice(0, 20)) print(`    ${breach}`);
  judge(
    '0 breaches: invariants, both books, each payer to the cent',
    breaches.length === 0,
    `${breaches.length}`,
  );
}

/** The job's work for each waiting refund. */
async function sendRefunds(): Promise<void> {
  const waiting = await db().select({ id: refunds.id }).from(refunds).where(eq(refunds.status, 'requested'));
  await eachOf(waiting, AT_ONCE, ({ id }) => processRefund(systemContext('bench'), id));
}

/** The same for each message, one after another, because those about one booking wait for each other. */
async function sendNotices(): Promise<void> {
  const pending = await db()
    .select({ id: notices.id })
    .from(notices)
    .where(eq(notices.status, 'pending'))
    .orderBy(asc(notices.id));
  for (const { id } of pending) await deliverNotice(systemContext('bench'), id);
}

type End = Fought & { confirmed: string[] };

/** The winner of each round. */
async function readEnds(fought: readonly Fought[]): Promise<End[]> {
  const confirmed = new Set(await listConfirmed(fought.flatMap(({ fighters }) => fighters)));
  return fought.map((round) => ({ ...round, confirmed: round.fighters.filter((id) => confirmed.has(id)) }));
}

async function listConfirmed(ids: string[]): Promise<string[]> {
  const rows = await db()
    .select({ id: reservations.id })
    .from(reservations)
    .where(and(inArray(reservations.id, ids), eq(reservations.status, 'confirmed')));
  return rows.map(({ id }) => id);
}

/** Of two who pay, one has the court. Of one who also gives up, at most one. */
const isSingle = ({ fighters, confirmed }: End) =>
  fighters.length === 2 ? confirmed.length === 1 : confirmed.length <= 1;

function tally(ends: readonly End[]): string {
  const words = ends.map(({ fighters, confirmed }) => {
    if (confirmed.length === 0) return 'nobody has it, nothing kept';
    if (fighters.length === 1) return 'has it and paid';
    return confirmed.length > 1
      ? 'both have it'
      : `the ${fighters[0] === confirmed[0] ? 'first' : 'second'} has it`;
  });
  const kinds = [...new Set(words)].sort();
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} × ${kind}`).join(', ');
}

async function judgeMoney(ends: readonly End[]): Promise<void> {
  const { open, repaired, sums } = await reconcile({
    ...systemContext('reconcile'),
    now: new Date(Date.now() + 5 * MINUTE_MS),
  });
  const courts = ends.reduce((sum, { confirmed }) => sum + confirmed.length, 0);
  const taken = sums.reduce((sum, { stripeTakenMinor }) => sum + stripeTakenMinor, 0);
  const returned = sums.reduce((sum, { stripeReturnedMinor }) => sum + stripeReturnedMinor, 0);
  print(`  money     ${taken} cents taken, ${returned} given back, ${courts} courts at ${PRICE_MINOR}`);
  judge(
    'Σ money exact',
    taken - returned === courts * PRICE_MINOR,
    `${taken - returned} of ${courts * PRICE_MINOR} cents`,
  );
  judge('nothing left to mend', open === 0 && repaired === 0, `${open} open, ${repaired} repaired`);
}

/** The same without constraint and lock. It must fail, or the race proves nothing. */
async function withoutPromises(arena: Arena, random: Random): Promise<void> {
  const duels = Array.from({ length: CONTROL_ROUNDS }, () => BOTH_RAN_OUT);
  const ends = await readEnds(await fightAll(arena, random, duels));
  print(`  control, without constraint and lock: ${tally(ends)}`);
  const both = ends.filter(({ confirmed }) => confirmed.length > 1).length;
  judge('both have the court in at least one round', both > 0, `in ${both}`);
}

await runBench(main);
