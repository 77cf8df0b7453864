/**
 * How soon the planner of the busy club answers, as a page, as JSON, and with the price of a place: `npx tsx
 * bench/desk-page.ts [--rounds 100]`.
 */
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import { z } from 'zod';
import { addDays, localDateOf } from '@/lib/core/time';
import { browserHeaders } from '@/test/requests';
import { startBareApp } from './bare-app';
import { BUSY_CLUB } from './busy-club';
import { type BusyDesk, withBusyDesk } from './busy-desk';
import { judge, median, percentileOf, print } from './measure';
import { runBench } from './run-bench';

/** Each person's requests stay within the reads of a minute. */
const PEOPLE = 8;
const WARM_UP = 16;
const MOST_PAGE_MS = 60;
const MOST_JSON_MS = 25;
const MOST_QUOTE_MS = 15;

type Request = {
  path: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | null;
};
type Times = { firstMs: number; wholeMs: number };

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(20).max(1000).default(100) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
  const { rounds } = argumentsSchema.parse(values);
  print(`desk-page: one desk asks ${rounds} times, at a club of 12 courts and 108 bookings a day`);
  await withBusyDesk({ processes: 1, people: PEOPLE }, (desk) => measure(desk, rounds));
}

async function measure(desk: BusyDesk, rounds: number): Promise<void> {
  const app = desk.apps[0];
  if (!app) throw new Error('one process was asked for');
  const bare = await startBareApp();
  const http = new Pool(app.environment.NEXTAUTH_URL ?? app.url);
  const barePage = new Pool(bare.url);
  try {
    const cookies = await Promise.all(desk.staff.map((user) => browserHeaders(user, { life: 'staff' })));
    const today = localDateOf(Date.now(), 'Europe/Madrid');
    const dayOf = (nth: number) => addDays(today, nth % 14);
    const key = (nth: number) => ({ authorization: `Token ${desk.keys[nth % PEOPLE]}` });
    await time('a bare Next page', rounds, barePage, () => ({ path: '/' }));
    await time('health/live', rounds, http, () => ({ path: '/api/v1/health/live' }));
    const page = await time('planner page', rounds, http, (nth) => ({
      path: `/es/admin/${BUSY_CLUB}/planner?date=${dayOf(nth)}`,
      headers: cookies[nth % PEOPLE] ?? {},
    }));
    const json = await time('planner JSON', rounds, http, (nth) => ({
      path: `/api/v1/clubs/${desk.clubId}/planner?date=${dayOf(nth)}`,
      headers: key(nth),
    }));
    const [court] = await desk.sql<{ id: number }[]>`select id from courts where club_id = ${desk.clubId}`;
    const quote = await time('quote', rounds, http, (nth) => ({
      path: `/api/v1/clubs/${desk.clubId}/quote`,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...key(nth) },
      body: JSON.stringify({ court_id: court?.id, date: dayOf(nth), start_time: '06:30', duration: 90 }),
    }));
    judge(
      `the page's first byte within ${MOST_PAGE_MS} ms at p95`,
      page.firstMs <= MOST_PAGE_MS,
      ms(page.firstMs),
    );
    judge(
      `the planner as JSON within ${MOST_JSON_MS} ms at p95`,
      json.wholeMs <= MOST_JSON_MS,
      ms(json.wholeMs),
    );
    judge(`a quote within ${MOST_QUOTE_MS} ms at p95`, quote.wholeMs <= MOST_QUOTE_MS, ms(quote.wholeMs));
  } finally {
    await Promise.all([http.close(), barePage.close()]);
    await bare.close();
  }
}

/** @returns the 95th percentiles of first byte and whole answer, one request after another */
async function time(
  name: string,
  rounds: number,
  http: Pool,
  requestOf: (nth: number) => Request,
): Promise<Times> {
  const seen: Times[] = [];
  for (let nth = 0; nth < rounds + WARM_UP; nth += 1) seen.push(await ask(http, requestOf(nth)));
  const warm = seen.slice(WARM_UP);
  const [first, whole] = [warm.map(({ firstMs }) => firstMs), warm.map(({ wholeMs }) => wholeMs)];
  const [firstMs, wholeMs] = [percentileOf(first, 95), percentileOf(whole, 95)];
  print(
    `  ${name.padEnd(17)} first byte p50 ${median(first).toFixed(1)}, p95 ${firstMs.toFixed(1)} ms; whole p50 ${median(whole).toFixed(1)}, p95 ${wholeMs.toFixed(1)} ms`,
  );
  return { firstMs, wholeMs };
}

async function ask(http: Pool, { path, method = 'GET', headers = {}, body = null }: Request): Promise<Times> {
  const startedAt = performance.now();
  const answer = await http.request({ path, method, headers, body });
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  let firstMs: number | null = null;
  for await (const _ of answer.body) firstMs ??= performance.now() - startedAt;
  const wholeMs = performance.now() - startedAt;
  return { firstMs: firstMs ?? wholeMs, wholeMs };
}

const ms = (time: number) => `${time.toFixed(1)} ms`;

await runBench(main);
