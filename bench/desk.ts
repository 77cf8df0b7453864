/**
 * Desks of one club that move their bookings to one place at once, and what a move costs: `npx tsx bench/desk.ts
 * [--rounds 30 --moves 400]`.
 */
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { addDays, localDateOf } from '@/lib/core/time';
import { bookAtDesk } from '@/lib/desk/bookings/book-at-desk';
import { listViolations } from '@/lib/integrity/check-consistency';
import { makeClub, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { type BuiltApp, startBuiltApp } from './built-app';
import { untilKnown } from './crowd';
import { giveKeys } from './give-keys';
import { judge, percentileMs, print } from './measure';
import { withOwnDatabase } from './own-database';
import { countCollisions, dropPromises } from './promises';
import { runBench } from './run-bench';
import { type Gate, openGate } from './stampede';

const DESKS = 32;
const MOST_P95_MS = 30;
const ZONE = 'Europe/Madrid';
/** Starts of 90 minutes from 8:00 on. */
const STARTS_A_DAY = 10;
/** Within the writes that one key may make in a minute. */
const MOVES_A_DESK = 200;

const argumentsSchema = z.object({
  rounds: z.coerce.number().int().min(1).max(200).default(30),
  moves: z.coerce
    .number()
    .int()
    .min(20)
    .max(DESKS * MOVES_A_DESK)
    .default(400),
});

type Booking = { id: string; revision: number };
type Club = { wantedId: number; keys: readonly string[]; bookings: Booking[] };
type Bench = { app: BuiltApp; sql: postgres.Sql; gate: Gate };

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { rounds, moves } = argumentsSchema.parse(
    parseArgs({ options: { rounds: text, moves: text } }).values,
  );
  print(`desk: ${DESKS} desks of one club × ${rounds} rounds, then ${moves} moves one after another`);
  await withOwnDatabase('desk', async (databaseUrl) => {
    const app = await startBuiltApp(databaseUrl);
    // biome-ignore lint/style/noProcessEnv: the club is made and the checks run in this process
    Object.assign(process.env, app.environment);
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
    const gate = await openGate(app.url, DESKS);
    try {
      await run({ app, sql, gate }, databaseUrl, rounds, moves);
    } finally {
      await Promise.all([gate.close(), sql.end(), closeDatabase()]);
      await app.close();
    }
  });
}

async function run(bench: Bench, databaseUrl: string, rounds: number, moves: number): Promise<void> {
  await raceWithPromises(bench, databaseUrl, rounds);
  await timeMoves(bench, moves);
  const violations = await listViolations();
  for (const { check, total } of violations) print(`  violation ${check.id} ${check.type}: ${total}`);
  judge('0 violations of any invariant', violations.length === 0, `${violations.length}`);
  await raceWithoutPromises(bench, databaseUrl, Math.min(rounds, 10));
}

async function raceWithPromises(bench: Bench, databaseUrl: string, rounds: number): Promise<void> {
  const outcomes = await race(bench, await openClub(bench), rounds);
  const winners = outcomes.map((statuses) => countOf(statuses, 200));
  print(`  race      ${tally(outcomes)}`);
  const single = winners.filter((count) => count === 1).length;
  judge(`one 200 in each of ${rounds} rounds`, single === rounds, `in ${single}`);
  const refused = countOf(outcomes.flat(), 409);
  judge('409 for everybody else, 0 × 5xx', refused === rounds * (DESKS - 1), `${refused} × 409`);
  const { overlaps, deadlocks } = await countCollisions(databaseUrl);
  judge('0 overlaps, 0 deadlocks', overlaps === 0 && deadlocks === 0, `${overlaps}, ${deadlocks}`);
}

/** The same without constraint and lock. It must fail, or the race proves nothing. */
async function raceWithoutPromises(bench: Bench, databaseUrl: string, rounds: number): Promise<void> {
  await closeDatabase();
  await dropPromises(databaseUrl);
  const outcomes = await race(bench, await openClub(bench), rounds);
  const most = Math.max(...outcomes.map((statuses) => countOf(statuses, 200)));
  print(`  control   without constraint and lock: ${tally(outcomes)}; up to ${most} winners in a round`);
  judge('control: more than one winner in at least one round', most > 1, `up to ${most}`);
}

/** A club whose staff each have a key, with a walk-in on a court for each, and a court that all want. */
async function openClub({ app, sql }: Bench): Promise<Club> {
  const { id: clubId } = await makeClub({ gapRule: false, movePrice: 'keep' });
  const owner = await makeUser();
  await makeStaff(owner.id, clubId, 'owner');
  const atDesk = personContext(owner, { staff: [{ clubId, role: 'owner' }] });
  const place = { date: dayAfter(1), startTime: '10:00', durationMinutes: 90 };
  const bookings: Booking[] = [];
  const staff: string[] = [];
  for (let index = 0; index < DESKS; index += 1) {
    const { id: courtId } = await makeCourt({ clubId });
    const walkIn = { ...place, courtIds: [courtId], kind: 'walk_in' as const, notify: false };
    const { items } = await bookAtDesk(atDesk, String(clubId), walkIn);
    bookings.push(...items.map(({ id, revision }) => ({ id, revision })));
    const { id: userId } = await makeUser();
    await makeStaff(userId, clubId, 'desk');
    staff.push(userId);
  }
  const { id: wantedId } = await makeCourt({ clubId });
  await untilKnown(app.url, wantedId);
  return { wantedId, bookings, keys: await giveKeys(sql, staff, 'write') };
}

const dayAfter = (days: number) => addDays(localDateOf(Date.now(), ZONE), days);

/** The so-manieth start from two days ahead on. */
function startOf(nth: number) {
  const minute = 8 * 60 + (nth % STARTS_A_DAY) * 90;
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  const time = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return { date: dayAfter(2 + Math.floor(nth / STARTS_A_DAY)), start_time: time };
}

/** All desks move their booking to one start of the wanted court, each round to another. */
async function race({ gate }: Bench, club: Club, rounds: number): Promise<number[][]> {
  const outcomes: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const requests = club.bookings.map(({ id, revision }, index) => ({
      key: club.keys[index] ?? '',
      path: `/api/v1/reservations/${id}/move`,
      body: { revision, court_id: club.wantedId, ...startOf(round) },
    }));
    const { statuses } = await gate.release(requests);
    statuses.forEach((status, index) => {
      const booking = club.bookings[index];
      if (booking && status === 200) booking.revision += 1;
    });
    outcomes.push(statuses);
  }
  return outcomes;
}

/** One booking after another goes to and fro on its own court, beside the bare update of such a row. */
async function timeMoves(bench: Bench, moves: number): Promise<void> {
  const club = await openClub(bench);
  const move = async (nth: number) => {
    const booking = club.bookings[nth % DESKS];
    if (!booking) throw new Error('each desk has a booking');
    const { statuses } = await bench.gate.release([
      {
        key: club.keys[nth % DESKS] ?? '',
        path: `/api/v1/reservations/${booking.id}/move`,
        body: { revision: booking.revision, ...startOf(booking.revision % 2) },
      },
    ]);
    if (statuses[0] !== 200) throw new Error(`a move was answered ${statuses[0]}`);
    booking.revision += 1;
  };
  const update = (nth: number) => bench.sql`
    update reservations set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'
    where id = ${club.bookings[nth % DESKS]?.id ?? ''}`;
  for (let nth = 0; nth < 2 * DESKS; nth += 1) await move(nth);
  const own = [await percentileMs(50, moves, move), await percentileMs(95, moves, move)] as const;
  const bare = [await percentileMs(50, moves, update), await percentileMs(95, moves, update)] as const;
  const tell = ([p50, p95]: readonly [number, number]) =>
    `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  print(`  move      ${tell(own)} over HTTP; baseline, a bare update: ${tell(bare)}`);
  judge(`a move within ${MOST_P95_MS} ms at p95`, own[1] <= MOST_P95_MS, `${own[1].toFixed(1)} ms`);
}

const countOf = (statuses: readonly number[], wanted: number) =>
  statuses.filter((status) => status === wanted).length;

function tally(rounds: readonly (readonly number[])[]): string {
  const statuses = rounds.flat();
  return [...new Set(statuses)]
    .sort((one, other) => one - other)
    .map((status) => `${countOf(statuses, status)} × ${status}`)
    .join(', ');
}

await runBench(main);
