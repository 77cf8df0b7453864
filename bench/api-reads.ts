/**
 * What the API's reads cost beside a bare route handler of the same Next that answers 10 KB without any work, in turns:
 * `npx tsx bench/api-reads.ts [health/live search …] [--rounds 5]`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bootApp } from '@/scripts/boot-app';
import { listReads, type Read } from './api-read-paths';
import { type Shots, shoot } from './autocannon';
import { startBareApp } from './bare-app';
import { openBigDatabase } from './big-database';
import { prepareBuiltApp } from './built-app';
import { judge, median, print } from './measure';
import { runBench } from './run-bench';
import { METRICS_TOKEN, readCpuUsage, readMetrics } from './used-cpu';

const CLIENTS = 32;
const WARM_UP_SECONDS = 4;
const ALONE_SECONDS = 1;
const TOGETHER_SECONDS = 2;
const MOST_ALONE_MS = 2.5;
const MOST_SPREAD = 3;
/** Of the bare route's answers a second. */
const LEAST_SHARES: Record<Read['name'], number> = {
  'health/live': 0.8,
  clubs: 0.6,
  availability: 0.5,
  search: 0.35,
};
const LOG_FILE = '.data/bench-api-reads.log';

type Server = { url: string; cpuMs: (url: string) => Promise<number> };
type Cost = { together: Shots; aloneMs: number; cpuMs: number };

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(1).max(20).default(5) });

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string' } },
    allowPositionals: true,
  });
  const { rounds } = argumentsSchema.parse(values);
  const database = await openBigDatabase();
  // With its log, as in production.
  const { port, sandbox, environment } = await prepareBuiltApp(database.url, {
    LOG_LEVEL: 'info',
    METRICS_TOKEN,
  });
  const app = await bootApp({ port, environment, logFile: LOG_FILE });
  const bare = await startBareApp();
  try {
    const reads = await listReads(database.url);
    const named = reads.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
    const ours = { url: app.url, cpuMs: readMetrics };
    for (const read of named) await compare(ours, { url: bare.url, cpuMs: readCpuUsage }, read, rounds);
  } finally {
    await bare.close();
    await app.close();
    await sandbox.close();
    await database.close();
  }
}

async function compare(ours: Server, bare: Server, { name, paths }: Read, rounds: number) {
  const leastShare = LEAST_SHARES[name];
  const [asked, answered] = [paths.map((path) => `/api/v1/${path}`), ['/answer']];
  await shoot(urlsOf(ours, asked), CLIENTS, WARM_UP_SECONDS);
  await shoot(urlsOf(bare, answered), CLIENTS, WARM_UP_SECONDS);
  const costs: { our: Cost; their: Cost }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    costs.push({ their: await costOf(bare, answered), our: await costOf(ours, asked) });
  }
  const [our, their] = [
    medianCost(costs.map((cost) => cost.our)),
    medianCost(costs.map((cost) => cost.their)),
  ];
  const share = median(costs.map((cost) => cost.our.together.perSecond / cost.their.together.perSecond));
  const bytes = (await (await fetch(ours.url + asked[0])).arrayBuffer()).byteLength;
  print(`${name}: ${(bytes / 1024).toFixed(1)} KB, ${rounds} rounds in turns with the bare route`);
  print(lineOf('ours', our));
  print(lineOf('bare', their));
  judge(
    `${name}: at least ${leastShare} × the bare route`,
    share >= leastShare,
    `${share.toFixed(2)} ×, ${our.together.perSecond.toFixed(0)}/s beside ${their.together.perSecond.toFixed(0)}/s`,
  );
  const { p50Ms, p99Ms } = our.together;
  judge(
    `${name}: p99 at most ${MOST_SPREAD} × p50 for ${CLIENTS} clients`,
    p99Ms <= MOST_SPREAD * p50Ms,
    `${(p99Ms / p50Ms).toFixed(1)} ×, ${p99Ms} ms beside ${p50Ms} ms`,
  );
  if (name !== 'search') return;
  judge(
    `${name}: alone at most ${MOST_ALONE_MS} ms`,
    our.aloneMs <= MOST_ALONE_MS,
    `${our.aloneMs.toFixed(2)} ms`,
  );
}

const urlsOf = ({ url }: Server, paths: readonly string[]) => paths.map((path) => url + path);

async function costOf(server: Server, paths: readonly string[]): Promise<Cost> {
  const urls = urlsOf(server, paths);
  const alone = await shoot(urls, 1, ALONE_SECONDS);
  const before = await server.cpuMs(server.url);
  const together = await shoot(urls, CLIENTS, TOGETHER_SECONDS);
  const cpuMs = (await server.cpuMs(server.url)) - before;
  return {
    together,
    aloneMs: 1000 / alone.perSecond,
    cpuMs: cpuMs / (together.perSecond * TOGETHER_SECONDS),
  };
}

const medianCost = (costs: readonly Cost[]): Cost => ({
  together: {
    perSecond: median(costs.map(({ together }) => together.perSecond)),
    p50Ms: median(costs.map(({ together }) => together.p50Ms)),
    p99Ms: median(costs.map(({ together }) => together.p99Ms)),
  },
  aloneMs: median(costs.map(({ aloneMs }) => aloneMs)),
  cpuMs: median(costs.map(({ cpuMs }) => cpuMs)),
});

const lineOf = (who: string, { together, aloneMs, cpuMs }: Cost) =>
  `  ${who}  alone ${aloneMs.toFixed(2)} ms; ${CLIENTS} clients ${together.perSecond.toFixed(0)}/s (p50 ${together.p50Ms} ms, p99 ${together.p99Ms} ms); CPU ${cpuMs.toFixed(2)} ms an answer`;

await runBench(main);
