import type postgres from 'postgres';
import { v7 } from 'uuid';
import { closeDatabase, sql as pool } from '@/db';
import type { Context } from '@/lib/context';
import { type HoldSlot, holdSlot } from '@/lib/reservations/hold-slot';
import { openForCommand } from '@/scripts/command-environment';
import { listFreeSlots, type Slot } from './free-slots';
import { judge, print } from './measure';

const SPREAD = 1_500;
const IN_FLIGHT = 32;
const LEAST_SHARE = 0.5;

/** Does one thing for each of the items, so many at a time; the items done in a second. */
async function rateOver<T>(items: readonly T[], work: (item: T, index: number) => Promise<unknown>) {
  const startedAt = performance.now();
  const left = [...items.entries()];
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return (items.length * 1000) / (performance.now() - startedAt);
}

/** How quickly holds on spread slots are taken, against the bare insert on the same table through the same pool. */
export async function benchSpread(sql: postgres.Sql, databaseUrl: string): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: the verb runs in this process and reads the environment
  process.env.DATABASE_URL = databaseUrl;
  await openForCommand();
  const players = await sql<{ id: string; email: string }[]>`
    select id, email from users where email like 'jugador.%' order by random() limit ${2 * SPREAD}`;
  const slots = await listFreeSlots(sql, 4 * SPREAD);

  const playerAt = (index: number) => {
    const player = players[index];
    if (!player) throw new Error('the big example has too few players');
    return player;
  };
  const hold = (slot: Slot, index: number) => holdSlot(contextOf(playerAt(index)), wishFor(slot));
  const insert = (slot: Slot, index: number) => pool()`
    insert into reservations (id, club_id, court_id, user_id, kind, status, starts_at, ends_at, hold_expires_at,
      price_minor, currency, price_breakdown, extras, refund_policy)
    values (${v7()}, ${slot.club_id}, ${slot.court_id}, ${playerAt(SPREAD + index).id}, 'booking',
      'payment_pending', ${slot.starts_at.toISOString()}, ${slot.ends_at.toISOString()}, now() + interval '10 minutes',
      2000, 'EUR', '[]', '[]', '{"freeHours": 24, "laterPercent": 50, "nothingHours": 2}')`;

  const quarter = (part: number) => slots.slice(part * SPREAD, (part + 1) * SPREAD);
  await rateOver(quarter(0).slice(0, 200), hold);
  await rateOver(quarter(0).slice(200, 400), insert);
  // Turn and turn about, so that whatever else the machine does hits both.
  const [firstInsert, firstHold] = [
    await rateOver(quarter(1).slice(0, SPREAD / 2), insert),
    await rateOver(quarter(2).slice(0, SPREAD / 2), hold),
  ];
  const [secondInsert, secondHold] = [
    await rateOver(quarter(1).slice(SPREAD / 2), insert),
    await rateOver(quarter(2).slice(SPREAD / 2), hold),
  ];
  await closeDatabase();

  const [holds, inserts] = [(firstHold + secondHold) / 2, (firstInsert + secondInsert) / 2];
  print(`hold: ${SPREAD} spread slots, ${IN_FLIGHT} in flight on one pool`);
  print(
    `  rate      holdSlot ${holds.toFixed(0)}/s, the bare INSERT under the same constraint ${inserts.toFixed(0)}/s: ${(holds / inserts).toFixed(2)} ×`,
  );
  judge(`at least ${LEAST_SHARE} ×`, holds >= LEAST_SHARE * inserts);
}

const contextOf = ({ id, email }: { id: string; email: string }): Context => ({
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

const wishFor = (slot: Slot): HoldSlot => ({
  courtId: slot.court_id,
  date: slot.date,
  startTime: slot.time,
  durationMinutes: 60,
  participants: [],
  extras: [],
});
