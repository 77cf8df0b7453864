/**
 * Thousands of events of paid and declined intents, each sent several times, in random order, by many clients: `npx
 * tsx bench/webhook-storm.ts [--events 2000 --copies 5 --seed 1 --clients 16 --failing 0.3]`.
 */
import { parseArgs } from 'node:util';
import { and, count, eq, isNotNull } from 'drizzle-orm';
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { closeDatabase, db } from '@/db';
import { notices, payments, reservations, webhookEvents } from '@/db/schema';
import { type Random, seededRandom } from '@/scripts/seed/random';
import { judge as judgeRows } from '@/chaos/judge';
import { listUnrest } from '@/chaos/quiet';
import { addFault, clearFaults } from '@/test/sandbox';
import { signedEvent } from '@/test/stripe-events';
import { type BuiltApp, startBuiltApp } from './built-app';
import { eachOf } from './each-of';
import { holdBookings } from './held-bookings';
import { judge, print } from './measure';
import { withOwnDatabase } from './own-database';
import { bookingsFor, payBookings, type SentEvent } from './pay-bookings';
import { runBench } from './run-bench';

const DRAINED_WITHIN_MS = 15 * 60_000;
const DRAINED = `worked off in ${DRAINED_WITHIN_MS / 60_000} min`;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 15_000;
/** Stripe repeats for three days, and the run needs less. */
const TRIES = 5;
/**
 * A read is repeated once within its call (`lib/services/call/call.ts`). Only when both fail must the job come back.
 */
const READINGS_IN_A_CALL = 2;

const argumentsSchema = z.object({
  /** Three bookings make four. */
  events: z.coerce.number().int().min(4).max(100_000).multipleOf(4).default(2_000),
  copies: z.coerce.number().int().min(1).max(20).default(5),
  seed: z.coerce.number().int().default(1),
  clients: z.coerce.number().int().min(1).max(200).default(16),
  /** The share of intents whose first read at Stripe fails, with its repeat. */
  failing: z.coerce.number().min(0).max(1).default(0.3),
});
type Size = z.output<typeof argumentsSchema>;

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { events: text, copies: text, seed: text, clients: text, failing: text },
  });
  const size = argumentsSchema.parse(values);
  const { events, copies, seed, clients, failing } = size;
  print(
    `webhook-storm: ${events} events × ${copies} copies by ${clients} clients, the first reading of ${failing * 100} % of intents fails, seed ${seed}`,
  );
  await withOwnDatabase('storm', (url) => storm(url, size));
}

async function storm(databaseUrl: string, size: Size): Promise<void> {
  const random = seededRandom(size.seed);
  // The sandbox's faults are random too, so the seed decides them.
  Math.random = seededRandom(size.seed + 1).next;
  const app = await startBuiltApp(databaseUrl);
  // biome-ignore lint/style/noProcessEnv: the bookings are made and judged in this process
  Object.assign(process.env, app.environment);
  try {
    const events = await prepare(app, databaseUrl, size.events);
    const fault = {
      mode: 'status',
      status: 500,
      method: 'GET',
      path: '/v1/payment_intents/',
      first: READINGS_IN_A_CALL,
    };
    await addFault(app.sandbox, 'stripe', { ...fault, rate: size.failing });
    const startedAt = performance.now();
    const lateness = untilDrained(startedAt);
    await post(app.url, shuffledCopies(events, size.copies, random), size.clients);
    await lateness;
    await clearFaults(app.sandbox);
    await judgeStorm(app, size);
  } finally {
    await closeDatabase();
    await app.close();
  }
}

async function prepare(app: BuiltApp, databaseUrl: string, count: number): Promise<SentEvent[]> {
  const startedAt = performance.now();
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const held = await holdBookings(sql, bookingsFor(count));
  await sql.end();
  const events = await payBookings(app.sandbox, held);
  if (events.length !== count) throw new Error(`Stripe keeps ${events.length} events instead of ${count}`);
  print(
    `  prepared  ${held.length} held and paid bookings, ${count - held.length} of them declined first, in ${secondsSince(startedAt)} s`,
  );
  return events;
}

/** Fisher-Yates (public domain). */
function shuffledCopies(events: readonly SentEvent[], copies: number, random: Random): SentEvent[] {
  const all = events.flatMap((event) => new Array<SentEvent>(copies).fill(event));
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const [one, two] = [all[last], all[other]];
    if (one && two) [all[last], all[other]] = [two, one];
  }
  return all;
}

async function post(url: string, copies: readonly SentEvent[], clients: number): Promise<void> {
  const http = new Pool(url, { connections: clients, headersTimeout: 30_000, bodyTimeout: 30_000 });
  const statuses = new Map<number, number>();
  let accepted = 0;
  const startedAt = performance.now();
  await eachOf(copies, clients, async (event) => {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const status = await postOnce(http, event);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) {
        accepted += 1;
        return;
      }
      await sleep(200 * 2 ** attempt);
    }
  });
  await http.close();
  const seconds = (performance.now() - startedAt) / 1000;
  const told = [...statuses].map(([status, times]) => `${times} × ${status}`).join(', ');
  print(
    `  posted    ${told} in ${seconds.toFixed(0)} s: ${(accepted / seconds).toFixed(0)} accepted a second`,
  );
  judge(`${copies.length} copies accepted`, accepted === copies.length, `${accepted}`);
}

/** Signed when it is sent. Status 0 is a broken connection or a missing answer. */
async function postOnce(http: Pool, event: SentEvent): Promise<number> {
  const { body, signature } = signedEvent(event);
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  try {
    const path = '/api/v1/payments/stripe-webhook';
    const answer = await http.request({ method: 'POST', path, headers, body });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0;
  }
}

/** Waits until no row waits for a job, and reports at times what does. */
async function untilDrained(startedAt: number): Promise<void> {
  let toldAt = startedAt;
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const unrest = await listUnrest();
    if (unrest.length === 0) break;
    const now = performance.now();
    if (now - startedAt > DRAINED_WITHIN_MS) {
      judge(DRAINED, false, `still ${unrest.join(', ')}`);
      return;
    }
    if (now - toldAt < TELL_EVERY_MS) continue;
    toldAt = now;
    print(`    ${secondsSince(startedAt)} s: ${unrest.join(', ')}`);
  }
  print(`  drained   after ${secondsSince(startedAt)} s`);
  judge(DRAINED, performance.now() - startedAt <= DRAINED_WITHIN_MS, `${secondsSince(startedAt)} s`);
}

async function judgeStorm({ sandbox }: BuiltApp, { events }: Size): Promise<void> {
  const { stored, processed, ...effects } = await countEffects();
  const told = Object.entries(effects).map(([what, times]) => `${times} ${what}`);
  print(`  effects   ${stored} stored, ${processed} processed, ${told.join(', ')}`);
  const bookings = bookingsFor(events);
  judge(
    `${events} events stored and worked off`,
    stored === events && processed === events,
    `${stored} and ${processed}`,
  );
  judge(
    `${bookings} of each effect`,
    Object.values(effects).every((times) => times === bookings),
    told.join(', '),
  );
  // The invariants, both books to the cent, and one message for each notice.
  const breaches = await judgeRows(sandbox, []);
  for (const breach of breaches.slice(0, 20)) print(`    ${breach}`);
  judge(
    '0 breaches: invariants, both books, one message a notice',
    breaches.length === 0,
    `${breaches.length}`,
  );
}

type Effects = Record<'stored' | 'processed' | 'confirmed' | 'completed' | 'told' | 'mailed', number>;

async function countEffects(): Promise<Effects> {
  const [[stored], [processed], [confirmed], [completed], [told], [mailed]] = await Promise.all([
    db().select({ times: count() }).from(webhookEvents).where(eq(webhookEvents.provider, 'stripe')),
    db()
      .select({ times: count() })
      .from(webhookEvents)
      .where(and(eq(webhookEvents.provider, 'stripe'), isNotNull(webhookEvents.processedAt))),
    db().select({ times: count() }).from(reservations).where(eq(reservations.status, 'confirmed')),
    db().select({ times: count() }).from(payments).where(eq(payments.status, 'completed')),
    db().select({ times: count() }).from(notices).where(eq(notices.kind, 'reservation_confirmation')),
    db().select({ times: count() }).from(notices).where(isNotNull(notices.sentAt)),
  ]);
  const of = (row: { times: number } | undefined) => row?.times ?? 0;
  return {
    stored: of(stored),
    processed: of(processed),
    confirmed: of(confirmed),
    completed: of(completed),
    told: of(told),
    mailed: of(mailed),
  };
}

const secondsSince = (startedAt: number) => ((performance.now() - startedAt) / 1000).toFixed(0);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

await runBench(main);
