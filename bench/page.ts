/**
 * How soon a phone on a slow connection shows each page, and what it loads, beside a page of one word: `npx tsx
 * bench/page.ts [--loads 5]`.
 */
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import postgres from 'postgres';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { renewSessionToken } from '@/lib/auth/session-token';
import { findChromium } from '@/scripts/chromium';
import { seed } from '@/scripts/seed/seed';
import { bookAsPlayer, inDays } from '@/test/bookings';
import { sessionOf } from '@/test/requests';
import { startBareApp } from './bare-app';
import { type BuiltApp, startBuiltApp } from './built-app';
import { judge, median, print } from './measure';
import { withOwnDatabase } from './own-database';
import { type Load, loadPage } from './page-load';
import { runBench } from './run-bench';

/** Over those of the bare page. */
const MOST_SCRIPT_KB = 20;
const MOST_LCP_MS = 1_000;
const MOST_SHIFT = 0.02;
const MOST_BLOCKING_MS = 200;

type Visit = { name: string; url: string; cookie?: { name: string; value: string } };

const argumentsSchema = z.object({ loads: z.coerce.number().int().min(1).max(100).default(5) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { loads: { type: 'string' } } });
  const { loads } = argumentsSchema.parse(values);
  await withOwnDatabase('page', (url) => measure(url, loads));
}

async function measure(databaseUrl: string, loads: number): Promise<void> {
  const seeding = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await seed(seeding);
  await seeding.end();
  const app = await startBuiltApp(databaseUrl);
  // biome-ignore lint/style/noProcessEnv: a player is made and books in this process
  Object.assign(process.env, app.environment);
  const bare = await startBareApp();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const baseline = await visit(browser, { name: 'bare Next page', url: bare.url }, loads);
    for (const page of await prepareVisits(app))
      compare(page.name, await visit(browser, page, loads), baseline);
  } finally {
    await browser.close();
    await bare.close();
    await closeDatabase();
    await app.close();
  }
}

const clubs = z.object({ results: z.array(z.object({ slug: z.string() })).min(1) });

/** The pages to measure, at the app's own address. */
async function prepareVisits(app: BuiltApp): Promise<Visit[]> {
  const base = app.environment.NEXTAUTH_URL ?? app.url;
  const listed = await fetch(`${base}/api/v1/clubs?city=Madrid`);
  const slug = clubs.parse(await listed.json()).results[0]?.slug;
  const { player, reservationId } = await bookAsPlayer();
  const cookie = { name: sessionCookieName(), value: await renewSessionToken(sessionOf(player)) };
  const query = new URLSearchParams({ city: 'Madrid', date: inDays(2), time: '18:30', duration: '90' });
  return [
    { name: 'home', url: `${base}/es` },
    { name: 'results', url: `${base}/es/courts?${query}` },
    { name: 'club', url: `${base}/es/clubs/${slug}?date=${inDays(2)}` },
    { name: 'checkout', url: `${base}/es/checkout/${reservationId}`, cookie },
    { name: 'my games', url: `${base}/es/reservations`, cookie },
  ];
}

async function visit(browser: Browser, { name, url, cookie }: Visit, loads: number): Promise<Load> {
  // The first visit also warms the server's caches.
  await loadPage(browser, url, cookie);
  const seen: Load[] = [];
  for (let load = 0; load < loads; load += 1) seen.push(await loadPage(browser, url, cookie));
  const middle: Load = {
    firstByteMs: median(seen.map((load) => load.firstByteMs)),
    lcpMs: median(seen.map((load) => load.lcpMs)),
    shift: Math.max(...seen.map((load) => load.shift)),
    blockingMs: median(seen.map((load) => load.blockingMs)),
    scriptKb: median(seen.map((load) => load.scriptKb)),
    otherKb: median(seen.map((load) => load.otherKb)),
    lcpElement: seen[0]?.lcpElement ?? '',
  };
  const { firstByteMs, lcpMs, shift, blockingMs, scriptKb, otherKb, lcpElement } = middle;
  print(
    `${name.padEnd(15)} first byte ${firstByteMs.toFixed(0)} ms, LCP ${lcpMs.toFixed(0)} ms (${lcpElement}), CLS ${shift.toFixed(3)}, blocked for ${blockingMs.toFixed(0)} ms, scripts ${scriptKb.toFixed(1)} KB, the rest ${otherKb.toFixed(1)} KB`,
  );
  return middle;
}

function compare(name: string, { lcpMs, shift, blockingMs, scriptKb }: Load, bare: Load): void {
  const moreKb = scriptKb - bare.scriptKb;
  print(
    `  ratio     LCP ${(lcpMs / bare.lcpMs).toFixed(2)} ×, scripts ${(scriptKb / bare.scriptKb).toFixed(2)} × the bare page`,
  );
  judge(`${name}: LCP at most ${MOST_LCP_MS} ms`, lcpMs <= MOST_LCP_MS, `${lcpMs.toFixed(0)} ms`);
  judge(`${name}: CLS at most ${MOST_SHIFT}`, shift <= MOST_SHIFT, shift.toFixed(3));
  judge(
    `${name}: blocked for at most ${MOST_BLOCKING_MS} ms`,
    blockingMs <= MOST_BLOCKING_MS,
    `${blockingMs.toFixed(0)} ms`,
  );
  judge(
    `${name}: at most ${MOST_SCRIPT_KB} KB of scripts over the bare page`,
    moreKb <= MOST_SCRIPT_KB,
    `${moreKb.toFixed(1)} KB`,
  );
}

await runBench(main);
