/**
 * Whether pages cost the same however many clubs there are. The big example has 200, 2,000 and 20,000
 * clubs with the same bookings, and its city and its busy club are alike: `npx tsx bench/growth.ts [--passes 2]`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { judge } from './measure';
import { cpuOfPage, listPlayerPages, readPage, serverOf } from './player-pages';
import { runBench } from './run-bench';
import { METRICS_TOKEN, readMetrics } from './used-cpu';

const SIZES = [200, 2_000, 20_000];
const MOST_TIMES = 1.2;
const WARM_UP = 40;
const ROUNDS = 40;
const KB = 1024;

type Cost = { kb: number; cpuMs: number };
type Costs = Record<string, Cost>;

const argumentsSchema = z.object({ passes: z.coerce.number().int().min(1).max(10).default(2) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { passes: { type: 'string' } } });
  const { passes } = argumentsSchema.parse(values);
  const measured: Costs[] = SIZES.map(() => ({}));
  // In turn, so that a busy moment falls on each.
  for (let pass = 0; pass < passes; pass += 1) {
    for (const [index, clubs] of SIZES.entries()) {
      measured[index] = leastOf(measured[index] ?? {}, await measureWith(clubs));
    }
  }
  for (const name of Object.keys(measured[0] ?? {})) {
    const costs = measured.map((costsOf) => costsOf[name] ?? { kb: Number.NaN, cpuMs: Number.NaN });
    judgeFlat(
      `${name}: bytes`,
      'KB',
      costs.map(({ kb }) => kb),
    );
    judgeFlat(
      `${name}: CPU`,
      'ms',
      costs.map(({ cpuMs }) => cpuMs),
    );
  }
}

function judgeFlat(what: string, unit: string, values: readonly number[]): void {
  const [few = Number.NaN, ...more] = values;
  const times = Math.max(...more) / few;
  judge(
    `${what} at most ${MOST_TIMES} × at ${SIZES.slice(1).join(' and ')} clubs`,
    times <= MOST_TIMES,
    `${times.toFixed(2)} ×, ${values.map((value) => value.toFixed(1)).join(', ')} ${unit}`,
  );
}

async function measureWith(clubs: number): Promise<Costs> {
  const database = await openBigDatabase(clubs);
  const app = await startBuiltApp(database.url, { METRICS_TOKEN });
  try {
    const server = serverOf(app.environment.NEXTAUTH_URL ?? app.url, readMetrics);
    const costs: Costs = {};
    for (const { name, path } of await listPlayerPages(database.url)) {
      for (let round = 0; round < WARM_UP; round += 1) await readPage(server, path);
      const html = await readPage(server, path);
      costs[name] = { kb: html.length / KB, cpuMs: await cpuOfPage(server, path, ROUNDS) };
    }
    return costs;
  } finally {
    await app.close();
    await database.close();
  }
}

/** The smaller CPU of two, which other work on the machine has disturbed less. */
function leastOf(before: Costs, now: Costs): Costs {
  return Object.fromEntries(
    Object.entries(now).map(([name, cost]) => {
      const known = before[name]?.cpuMs ?? Number.POSITIVE_INFINITY;
      return [name, { ...cost, cpuMs: Math.min(known, cost.cpuMs) }];
    }),
  );
}

await runBench(main);
