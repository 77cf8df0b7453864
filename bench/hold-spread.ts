import { setTimeout as rest } from 'node:timers/promises';
import type postgres from 'postgres';
import { v7 } from 'uuid';
import { closeDatabase, sql as pool } from '@/db';
import type { Context } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { openForCommand } from '@/scripts/command-environment';
import { listFreeSlots, type Slot } from './free-slots';
import { judge, median, print } from './measure';
import { cpuMsOfPostgres } from './process-cpu';

const TURNS = 11;
/** In these the code is compiled, and PostgreSQL plans anew. */
const WARM_UPS = 3;
const SLOTS_A_TURN = 300;
const IN_FLIGHT = 32;
const LEAST_SHARE = 0.5;
const COUNT_EVERY_MS = 50;

const take = (slots: Slot[]) => slots.splice(0, SLOTS_A_TURN);
/** Does one thing for each slot, so many in parallel, and returns the slots done in a second. */
export async function rateOver(
  slots: readonly Slot[],
  work: (slot: Slot) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  const left = [...slots];
  const worker = async () => {
    for (let slot = left.pop(); slot !== undefined; slot = left.pop()) await work(slot);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (slots.length * 1000) / (performance.now() - startedAt);
}

/** What one slot costs, in milliseconds, and how many connections waited at once to commit what they notify. */
type Turn = { rate: number; nodeMs: number; postgresMs: number; queued: number };

async function measureTurn(
  sql: postgres.Sql,
  slots: readonly Slot[],
  work: (slot: Slot) => Promise<unknown>,
): Promise<Turn> {
  const [node, server] = [process.cpuUsage(), await cpuMsOfPostgres(sql)];
  const counting = countQueued(sql);
  const rate = await rateOver(slots, work);
  const queued = await counting.end();
  const { user, system } = process.cpuUsage(node);
  return {
    rate,
    nodeMs: (user + system) / 1000 / slots.length,
    postgresMs: ((await cpuMsOfPostgres(sql)) - server) / slots.length,
    queued,
  };
}

/** PostgreSQL commits what notifies one by one, under a lock of no table (src/backend/commands/async.c). */
function countQueued(sql: postgres.Sql): { end: () => Promise<number> } {
  const counts: number[] = [];
  let isOver = false;
  const count = async () => {
    while (!isOver) {
      const [row] = await sql<{ queued: number }[]>`
        select count(*)::int as queued from pg_stat_activity where wait_event_type = 'Lock' and wait_event = 'object'`;
      counts.push(row?.queued ?? 0);
      await rest(COUNT_EVERY_MS);
    }
  };
  const counted = count();
  return {
    end: async () => {
      isOver = true;
      await counted;
      return counts.reduce((sum, queued) => sum + queued, 0) / counts.length;
    },
  };
}

const medianOf = (turns: readonly Turn[]): Turn => {
  const of = (key: keyof Turn) => median(turns.slice(WARM_UPS).map((turn) => turn[key]));
  return { rate: of('rate'), nodeMs: of('nodeMs'), postgresMs: of('postgresMs'), queued: of('queued') };
};

/** The speed of holds on spread slots, against the bare insert through the same pool. */
export async function benchSpread(sql: postgres.Sql, databaseUrl: string): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
  process.env.DATABASE_URL = databaseUrl;
  await openForCommand();
  const players = await sql<{ id: string; email: string }[]>`
    select id, email from users where email like 'jugador.%' order by random() limit ${2 * TURNS * SLOTS_A_TURN}`;
  const slots = await listFreeSlots(sql, 2 * TURNS * SLOTS_A_TURN);

  // One slot a person, so that nobody has too many holds.
  const nextPlayer = () => {
    const player = players.pop();
    if (!player) throw new Error('the big example has too few players');
    return player;
  };
  const hold = (slot: Slot) => holdSlot(contextOf(nextPlayer()), wishFor(slot));
  const insert = (slot: Slot) => pool()`
    insert into reservations (id, club_id, court_id, user_id, kind, status, starts_at, ends_at, hold_expires_at,
      price_minor, currency, price_breakdown, extras, refund_policy)
    values (${v7()}, ${slot.club_id}, ${slot.court_id}, ${nextPlayer().id}, 'booking',
      'payment_pending', ${slot.starts_at.toISOString()}, ${slot.ends_at.toISOString()}, now() + interval '10 minutes',
      2000, 'EUR', '[]', '[]', '{"freeHours": 24, "laterPercent": 50, "nothingHours": 2}')`;

  const turns: Record<'hold' | 'insert', Turn[]> = { hold: [], insert: [] };
  // Both alternate, so that other load hits both.
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [forInsert, forHold] = [take(slots), take(slots)];
    turns.insert.push(await measureTurn(sql, forInsert, insert));
    turns.hold.push(await measureTurn(sql, forHold, hold));
  }
  await closeDatabase();

  const [held, inserted] = [medianOf(turns.hold), medianOf(turns.insert)];
  const [holds, inserts] = [held.rate, inserted.rate];
  print(`hold: ${TURNS} × ${SLOTS_A_TURN} spread slots, ${IN_FLIGHT} in flight on one pool`);
  print(
    `  rate      holdSlot ${holds.toFixed(0)}/s, the bare INSERT under the same constraint ${inserts.toFixed(0)}/s: ${(holds / inserts).toFixed(2)} ×`,
  );
  print(
    `  CPU       holdSlot ${held.nodeMs.toFixed(2)} ms and ${held.postgresMs.toFixed(2)} of PostgreSQL, the INSERT ${inserted.nodeMs.toFixed(2)} and ${inserted.postgresMs.toFixed(2)}; of ${env().DATABASE_POOL} connections ${held.queued.toFixed(1)} and ${inserted.queued.toFixed(1)} wait for their turn to notify`,
  );
  judge(
    `spread slots at least ${LEAST_SHARE} × the bare insert`,
    holds >= LEAST_SHARE * inserts,
    `${(holds / inserts).toFixed(2)} ×`,
  );
}

export const contextOf = ({ id, email }: { id: string; email: string }): Context => ({
  actor: {
    kind: 'person',
    userId: id,
    email,
    name: null,
    operator: false,
    staff: [],
    via: { kind: 'session' },
  },
  now: new Date(),
  locale: 'es',
  requestId: v7(),
});

export const wishFor = (slot: Slot): HoldSlot => ({
  courtId: slot.court_id,
  date: slot.date,
  startTime: slot.time,
  durationMinutes: 60,
  participants: [],
  extras: [],
});
