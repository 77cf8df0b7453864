import type postgres from 'postgres';
import { v7 } from 'uuid';
import { closeDatabase, sql as pool } from '@/db';
import type { Context } from '@/lib/core/context';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { openForCommand } from '@/scripts/command-environment';
import { listFreeSlots, type Slot } from './free-slots';
import { judge, median, print } from './measure';

const TURNS = 11;
/** In these the code is compiled, and PostgreSQL plans anew. */
const WARM_UPS = 3;
const SLOTS_A_TURN = 300;
const IN_FLIGHT = 32;
const LEAST_SHARE = 0.5;

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

  const rates: Record<'hold' | 'insert', number[]> = { hold: [], insert: [] };
  // Both alternate, so that other load hits both.
  for (let turn = 0; turn < TURNS; turn += 1) {
    const [forInsert, forHold] = [take(slots), take(slots)];
    rates.insert[turn] = await rateOver(forInsert, insert);
    rates.hold[turn] = await rateOver(forHold, hold);
  }
  await closeDatabase();

  const [holds, inserts] = [median(rates.hold.slice(WARM_UPS)), median(rates.insert.slice(WARM_UPS))];
  print(`hold: ${TURNS} × ${SLOTS_A_TURN} spread slots, ${IN_FLIGHT} in flight on one pool`);
  print(
    `  rate      holdSlot ${holds.toFixed(0)}/s, the bare INSERT under the same constraint ${inserts.toFixed(0)}/s: ${(holds / inserts).toFixed(2)} ×`,
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
