/**
 * What a page costs on the big example: its bytes, the CPU of its process and the pages a second, each beside a bare
 * page of as many bytes: `npx tsx bench/pages.ts [--rounds 60]`.
 */
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { startBareApp } from './bare-app';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { judge, percentileOf, print, ratePerSecond } from './measure';
import {
  cpuOfPage,
  listPlayerPages,
  type PlayerPage,
  READERS,
  readPage,
  type Server,
  serverOf,
} from './player-pages';
import { runBench } from './run-bench';
import { METRICS_TOKEN, readCpuUsage, readMetrics } from './used-cpu';

const WARM_UP = 30;
const DURATION_MS = 4_000;
const KB = 1024;

type Target = { rawKb: number; gzipKb: number; cpuMs: number };

const WHOLE: Target = { rawKb: 120, gzipKb: 16, cpuMs: 14 };
const TARGETS: Record<PlayerPage['name'], Target> = {
  home: { rawKb: 60, gzipKb: 16, cpuMs: 8 },
  'results, Madrid': WHOLE,
  'results, everywhere': WHOLE,
  club: WHOLE,
};
const LEAST_RATE = 60;

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(10).max(1000).default(60) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
  const { rounds } = argumentsSchema.parse(values);
  const database = await openBigDatabase();
  const app = await startBuiltApp(database.url, { METRICS_TOKEN });
  const bare = await startBareApp();
  try {
    const ours = serverOf(app.environment.NEXTAUTH_URL ?? app.url, readMetrics);
    const theirs = serverOf(bare.url, readCpuUsage);
    for (const page of await listPlayerPages(database.url)) await compare(ours, theirs, page, rounds);
  } finally {
    await bare.close();
    await app.close();
    await database.close();
  }
}

async function compare(ours: Server, theirs: Server, { name, path }: PlayerPage, rounds: number) {
  const target = TARGETS[name];
  const html = await readPage(ours, path);
  const page = await cost(ours, path, rounds);
  const bare = await cost(theirs, `/long/${html.length}`, rounds);
  const [rawKb, gzipKb] = [html.length / KB, gzipSync(html).length / KB];
  print(`${name.padEnd(20)} ${rawKb.toFixed(0)} KB, ${gzipKb.toFixed(1)} KB gzip`);
  print(
    `  CPU       ${page.cpuMs.toFixed(1)} ms a page, a bare one of as many bytes ${bare.cpuMs.toFixed(1)}: ${(page.cpuMs / bare.cpuMs).toFixed(1)} ×`,
  );
  print(
    `  pages     ${page.alone.toFixed(0)}/s alone, ${page.together.toFixed(0)}/s for ${READERS} readers (p50 ${page.p50Ms.toFixed(0)} ms, p99 ${page.p99Ms.toFixed(0)} ms); bare ${bare.alone.toFixed(0)}/s, ${bare.together.toFixed(0)}/s`,
  );
  judge(
    `${name}: at most ${target.rawKb} KB, ${target.gzipKb} KB gzip`,
    rawKb <= target.rawKb && gzipKb <= target.gzipKb,
    `${rawKb.toFixed(0)} KB, ${gzipKb.toFixed(1)} KB`,
  );
  judge(
    `${name}: at most ${target.cpuMs} ms of CPU`,
    page.cpuMs <= target.cpuMs,
    `${page.cpuMs.toFixed(1)} ms`,
  );
  judge(
    `${name}: at least ${LEAST_RATE} pages a second`,
    page.together >= LEAST_RATE,
    `${page.together.toFixed(0)}/s`,
  );
}

async function cost(server: Server, path: string, rounds: number) {
  for (let round = 0; round < WARM_UP; round += 1) await readPage(server, path);
  const startedAt = performance.now();
  const cpuMs = await cpuOfPage(server, path, rounds);
  const tookMs = performance.now() - startedAt;
  const times: number[] = [];
  const together = await ratePerSecond(READERS, DURATION_MS, async () => {
    const askedAt = performance.now();
    await readPage(server, path);
    times.push(performance.now() - askedAt);
  });
  return {
    cpuMs,
    alone: (rounds * 1000) / tookMs,
    together,
    p50Ms: percentileOf(times, 50),
    p99Ms: percentileOf(times, 99),
  };
}

await runBench(main);
