/**
 * A crowd that wants one slot at once, round after round: `npx tsx bench/one-slot.ts [--clients 200 --rounds 50
 * --seed 1]`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { listViolations } from '@/lib/integrity/check-consistency';
import { type Random, seededRandom } from '@/scripts/seed/random';
import { type BuiltApp, startBuiltApp } from './built-app';
import { anySlot, hireCrowds, openCourts, sameSlot, type Wish } from './crowd';
import { judge, print } from './measure';
import { withOwnDatabase } from './own-database';
import { countCollisions, dropPromises } from './promises';
import { runBench } from './run-bench';
import { openGate, type Stampede } from './stampede';

const SLOWEST_P99_MS = 2_000;

const argumentsSchema = z.object({
  clients: z.coerce.number().int().min(2).max(1_000).default(200),
  rounds: z.coerce.number().int().min(1).max(1_000).default(50),
  seed: z.coerce.number().int().default(1),
});
type Size = z.output<typeof argumentsSchema>;

type Load = { name: string; wish: (courtId: number, random: Random) => Wish };
const ONE_SLOT: Load = { name: 'one slot', wish: sameSlot };
const CONTROL: Load = { name: 'control: one slot, without constraint and lock', wish: sameSlot };
const OVERLAPPING: Load = { name: 'starts and lengths at random', wish: anySlot };

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { clients: text, rounds: text, seed: text } });
  const size = argumentsSchema.parse(values);
  const { clients, rounds, seed } = size;
  print(`one-slot: ${clients} clients let go at once × ${rounds} rounds, seed ${seed}`);
  await withOwnDatabase('one_slot', (url) => race(url, size));
}

async function race(databaseUrl: string, size: Size): Promise<void> {
  const app = await startBuiltApp(databaseUrl);
  // biome-ignore lint/style/noProcessEnv: the courts are made and the checks run in this process
  Object.assign(process.env, app.environment);
  try {
    const winners = await keepingPromises(app, databaseUrl, size);
    await withoutPromises(app, databaseUrl, size, winners);
  } finally {
    await closeDatabase();
    await app.close();
  }
}

/** Both loads on the unchanged app, and what its database says afterwards. Returns the winners of all rounds. */
async function keepingPromises(app: BuiltApp, databaseUrl: string, size: Size): Promise<number> {
  const { clients, rounds } = size;
  const one = await runLoad(app, databaseUrl, size, ONE_SLOT);
  const winners = countOf(one, 201);
  judge(`${rounds} × 201, one each round`, winners === rounds && one.every(hasOneWinner), tally(one));
  judge(
    `${rounds * (clients - 1)} × 409, nothing else`,
    winners + countOf(one, 409) === rounds * clients,
    tally(one),
  );
  judge(`p99 under ${SLOWEST_P99_MS} ms`, p99(one) < SLOWEST_P99_MS, `${p99(one).toFixed(0)} ms`);

  const mixed = await runLoad(app, databaseUrl, size, OVERLAPPING);
  const mixedWinners = countOf(mixed, 201);
  judge(
    '201 or 409 for everybody, 0 × 5xx',
    mixedWinners + countOf(mixed, 409) === rounds * clients,
    tally(mixed),
  );

  const { overlaps, deadlocks, held } = await countCollisions(databaseUrl);
  print(`  database  ${held} holds, ${overlaps} overlaps, ${deadlocks} deadlocks`);
  judge('a hold for each 201', held === winners + mixedWinners, `${held} for ${winners + mixedWinners}`);
  judge('0 overlaps, 0 deadlocks', overlaps === 0 && deadlocks === 0, `${overlaps}, ${deadlocks}`);
  const violations = await listViolations();
  for (const { check, total } of violations) print(`  violation ${check.id} ${check.type}: ${total}`);
  judge('0 violations of any invariant', violations.length === 0, `${violations.length}`);
  return winners;
}

/** The same crowd without constraint and lock. It must fail, or the race proves nothing. */
async function withoutPromises(
  app: BuiltApp,
  databaseUrl: string,
  size: Size,
  winnersBefore: number,
): Promise<void> {
  // `dropPromises` ends all connections, so this process may have none.
  await closeDatabase();
  await dropPromises(databaseUrl);
  const rounds = await runLoad(app, databaseUrl, size, CONTROL);
  const winners = countOf(rounds, 201);
  const most = Math.max(...rounds.map(({ statuses }) => winnersOf(statuses)));
  const { overlaps } = await countCollisions(databaseUrl);
  print(
    `  control   ${winners} winners instead of ${winnersBefore}: ${(winners / winnersBefore).toFixed(1)} ×; up to ${most} in a round, ${overlaps} overlaps`,
  );
  judge('control: more than one winner in at least one round', most > 1, `up to ${most}`);
}

async function runLoad(
  app: BuiltApp,
  databaseUrl: string,
  { clients, rounds, seed }: Size,
  { name, wish }: Load,
): Promise<Stampede[]> {
  const random = seededRandom(seed);
  const courtIds = await openCourts(app.url, rounds);
  const crowds = await hireCrowds(databaseUrl, clients, rounds);
  const gate = await openGate(app.url, clients);
  const startedAt = performance.now();
  const results: Stampede[] = [];
  for (const [round, courtId] of courtIds.entries()) {
    const requests = (crowds[round] ?? []).map((key) => ({
      key,
      path: '/api/v1/reservations',
      body: wish(courtId, random),
    }));
    results.push(await gate.release(requests));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await gate.close();
  const ends = results.map(({ timesMs }) => Math.max(...timesMs)).sort((one, other) => one - other);
  const median = ends[Math.floor(ends.length / 2)] ?? Number.NaN;
  print(`  ${name}: ${tally(results)} in ${seconds.toFixed(0)} s`);
  print(
    `  answers   p99 ${p99(results).toFixed(0)} ms; a round takes ${median.toFixed(0)} ms, the worst ${ends.at(-1)?.toFixed(0)} ms`,
  );
  return results;
}

const winnersOf = (statuses: readonly number[]) => statuses.filter((status) => status === 201).length;
const hasOneWinner = ({ statuses }: Stampede) => winnersOf(statuses) === 1;

const countOf = (rounds: readonly Stampede[], wanted: number) =>
  rounds.flatMap(({ statuses }) => statuses).filter((status) => status === wanted).length;

function tally(rounds: readonly Stampede[]): string {
  const statuses = rounds.flatMap((round) => round.statuses);
  return [...new Set(statuses)]
    .sort((one, other) => one - other)
    .map((status) => `${countOf(rounds, status)} × ${status}`)
    .join(', ');
}

function p99(rounds: readonly Stampede[]): number {
  const times = rounds.flatMap(({ timesMs }) => timesMs).sort((one, other) => one - other);
  return times[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

await runBench(main);
