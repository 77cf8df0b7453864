/**
 * What a page costs on the big example: its bytes, the CPU of its process and the pages a second, each beside a bare
 * page of as many bytes: `npx tsx bench/pages.ts [--rounds 60]`.
 */
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { ZONE_COOKIE } from '@/components/search/zone-cookie';
import { inDays } from '@/test/bookings';
import { startBareApp } from './bare-app';
import { openBigDatabase } from './big-database';
import { startBuiltApp } from './built-app';
import { judge, percentileOf, print, ratePerSecond } from './measure';
import { runBench } from './run-bench';
import { METRICS_TOKEN, readCpuUsage, readMetrics } from './used-cpu';

const WARM_UP = 30;
const READERS = 32;
const DURATION_MS = 4_000;
const KB = 1024;

type Target = { rawKb: number; gzipKb: number; cpuMs: number };
type Visit = { name: string; path: string; target: Target | null };

const WHOLE: Target = { rawKb: 120, gzipKb: 16, cpuMs: 14 };
const HOME: Target = { rawKb: 60, gzipKb: 16, cpuMs: 8 };
const LEAST_RATE = 60;

/** A process that serves pages, and how much CPU it has used so far, in milliseconds. */
type Server = { http: Pool; headers: Record<string, string>; cpuMs: () => Promise<number> };

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
    for (const visit of await listVisits(database.url)) await compare(ours, theirs, visit, rounds);
  } finally {
    await bare.close();
    await app.close();
    await database.close();
  }
}

function serverOf(url: string, cpuMs: (url: string) => Promise<number>): Server {
  const headers = { cookie: `${ZONE_COOKIE}=Europe%2FMadrid`, 'accept-language': 'es' };
  return { http: new Pool(url, { connections: READERS }), headers, cpuMs: () => cpuMs(url) };
}

async function listVisits(databaseUrl: string): Promise<Visit[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const [club] = await sql<{ slug: string }[]>`
    select slug from clubs where city = 'Madrid' and deleted_at is null order by id desc limit 1`;
  await sql.end();
  const wish = new URLSearchParams({ date: inDays(2), time: '18:30', duration: '90' });
  return [
    { name: 'home', path: '/es', target: HOME },
    { name: 'results, Madrid', path: `/es/courts?city=Madrid&${wish}`, target: WHOLE },
    { name: 'results, everywhere', path: `/es/courts?${wish}`, target: WHOLE },
    { name: 'club', path: `/es/clubs/${club?.slug}?date=${inDays(2)}`, target: WHOLE },
  ];
}

async function compare(ours: Server, theirs: Server, { name, path, target }: Visit, rounds: number) {
  const html = await read(ours, path);
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
  if (!target) return;
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
  for (let round = 0; round < WARM_UP; round += 1) await read(server, path);
  const before = await server.cpuMs();
  const startedAt = performance.now();
  for (let round = 0; round < rounds; round += 1) await read(server, path);
  const tookMs = performance.now() - startedAt;
  const cpuMs = ((await server.cpuMs()) - before) / rounds;
  const times: number[] = [];
  const together = await ratePerSecond(READERS, DURATION_MS, async () => {
    const askedAt = performance.now();
    await read(server, path);
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

async function read({ http, headers }: Server, path: string): Promise<Buffer> {
  const { statusCode, body } = await http.request({ method: 'GET', path, headers });
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
  return bytes;
}

await runBench(main);
