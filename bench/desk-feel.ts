/**
 * What a desk feels at the planner of the busy club: how soon a drop is painted, how soon another desk's change is, and
 * how a slow computer answers keys and clicks: `npx tsx bench/desk-feel.ts [--rounds 20]`.
 */
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import postgres from 'postgres';
import { z } from 'zod';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { renewSessionToken } from '@/lib/auth/session-token';
import { addDays, localDateOf } from '@/lib/core/time';
import { findChromium } from '@/scripts/chromium';
import { sessionOf } from '@/test/requests';
import { startBareApp } from './bare-app';
import { BUSY_CLUB } from './busy-club';
import { type BusyDesk, withBusyDesk } from './busy-desk';
import { judge, median, percentileOf, print } from './measure';
import { lastDropMs, slowestMs, untilMoved, watchDrops, watchInteractions } from './paint';
import { runBench } from './run-bench';

const MOST_DROP_MS = 50;
const MOST_OTHER_DESK_MS = 300;
const MOST_INTERACTION_MS = 100;
const TIMES_SLOWER = 4;
/** Before the bookings of the day. They are an hour apart, which is twelve tracks. */
const STARTS = ['06:30', '07:30'] as const;
const TRACKS = 12;
/** The last track of the hour in which the club opens. */
const FIRST_HOUR = 12;
const VISITS = 6;
const REST_MS = 60;
/** How long a person looks at what they opened before they close it. */
const LOOK_MS = 300;
const SCREEN = { width: 1440, height: 900 };

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(4).max(100).default(20) });
const bookedSchema = z.object({ bookings: z.array(z.object({ id: z.uuid(), revision: z.int() })).min(1) });

type Bench = { desk: BusyDesk; browser: Browser; rounds: number; date: string };
type Block = { id: string; revision: number };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
  const { rounds } = argumentsSchema.parse(values);
  print(`desk-feel: the planner of 12 courts and 108 bookings, ${rounds} rounds`);
  await withBusyDesk({ processes: 2, people: 2 }, async (desk) => {
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
    const bench = { desk, browser, rounds, date: addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3) };
    const block = await openBlock(bench);
    try {
      await timeOtherDesk(bench, block);
      await timeDrops(bench, block);
      await timeInteractions(bench);
    } finally {
      await write(bench, `/reservations/${block.id}/cancel`, {});
      await browser.close();
    }
  });
}

/** Asks the second process, as the second person. */
async function write({ desk }: Bench, path: string, body: object): Promise<unknown> {
  const answer = await fetch(`${desk.apps[1]?.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Token ${desk.keys[1]}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function openBlock(bench: Bench): Promise<Block> {
  const { desk, date } = bench;
  // A run that was ended leaves its block behind.
  const left = await desk.sql<{ id: string }[]>`
    select id from reservations where club_id = ${desk.clubId} and kind = 'block' and status = 'confirmed'`;
  for (const { id } of left) await write(bench, `/reservations/${id}/cancel`, {});
  const [court] = await desk.sql<{ id: number }[]>`
    select id from courts where club_id = ${desk.clubId} order by position`;
  const wish = { kind: 'block', title: 'Bench', court_ids: [court?.id], date, start_time: STARTS[0] };
  const answer = await write(bench, `/clubs/${desk.clubId}/bookings`, { ...wish, duration: 60 });
  const [block] = bookedSchema.parse(answer).bookings;
  if (!block) throw new Error('a booking was asked for');
  return block;
}

async function timeOtherDesk(bench: Bench, block: Block): Promise<void> {
  const page = await openPlanner(bench);
  const item = page.locator(`[data-item="${block.id}"]`);
  const times: number[] = [];
  for (let nth = 0; nth < bench.rounds; nth += 1) {
    const painted = untilMoved(page, block.id, (await item.getAttribute('data-at')) ?? '');
    await page.waitForTimeout(200);
    const { revision } = block;
    const move = { revision, date: bench.date, start_time: STARTS[(nth + 1) % 2], notify: false };
    await write(bench, `/reservations/${block.id}/move`, move);
    const committedAt = Date.now();
    block.revision += 1;
    times.push(Math.max(0, (await painted) - committedAt));
  }
  await page.context().close();
  const baseline = await timeNotify(bench);
  const p95 = percentileOf(times, 95);
  print(
    `  other desk, of another process, painted after p50 ${ms(median(times))}, p95 ${ms(p95)}; a bare NOTIFY arrives after p95 ${ms(baseline)}`,
  );
  judge(
    `another desk's change is painted within ${MOST_OTHER_DESK_MS} ms at p95`,
    p95 <= MOST_OTHER_DESK_MS,
    ms(p95),
  );
}

async function timeNotify({ desk, rounds }: Bench): Promise<number> {
  const ear = postgres(desk.apps[0]?.environment.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
  let heard = () => {};
  await ear.listen('bench_feel', () => heard());
  const times: number[] = [];
  for (let nth = 0; nth < rounds; nth += 1) {
    const arrival = new Promise<void>((resolve) => (heard = resolve));
    const startedAt = performance.now();
    await desk.sql.notify('bench_feel', '');
    await arrival;
    times.push(performance.now() - startedAt);
  }
  await ear.end();
  return percentileOf(times, 95);
}

async function timeDrops(bench: Bench, block: Block): Promise<void> {
  const page = await openPlanner(bench);
  await watchDrops(page);
  const times: number[] = [];
  for (let nth = 0; nth < bench.rounds; nth += 1) times.push(await drop(page, block, nth));
  await page.context().close();
  const bare = await timeBareClicks(bench);
  const most = Math.max(...times);
  print(
    `  drop        painted after p50 ${ms(median(times))}, at most ${ms(most)}; a click on a bare page at most ${ms(bare)}`,
  );
  judge(`each drop is painted within ${MOST_DROP_MS} ms`, most < MOST_DROP_MS, ms(most));
}

/** Drags the block to its other start, and waits until the server has drawn it there. */
async function drop(page: Page, { id }: Block, nth: number): Promise<number> {
  const item = page.locator(`[data-item="${id}"]`);
  const [box, at, len] = [
    await item.boundingBox(),
    await item.getAttribute('data-at'),
    await item.getAttribute('data-len'),
  ];
  if (!box || at === null) throw new Error('the block is not on the board');
  const track = box.height / Number(len);
  const by = (Number(at) < FIRST_HOUR ? TRACKS : -TRACKS) * track;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + by, { steps: 6 });
  const drawn = untilMoved(page, id, at);
  await page.mouse.up();
  const paintMs = await lastDropMs(page, nth + 1);
  const dropped = await item.boundingBox();
  if (Math.abs((dropped?.y ?? 0) - box.y - by) > track) throw new Error('the block is painted elsewhere');
  await drawn;
  return paintMs;
}

async function timeBareClicks({ browser, rounds }: Bench): Promise<number> {
  const bare = await startBareApp();
  const page = await browser.newPage({ viewport: SCREEN });
  const times: number[] = [];
  try {
    await page.goto(bare.url);
    await watchDrops(page);
    for (let nth = 1; nth <= rounds; nth += 1) {
      await page.mouse.click(20, 20);
      times.push(await lastDropMs(page, nth));
    }
  } finally {
    await page.close();
    await bare.close();
  }
  return Math.max(...times);
}

async function timeInteractions(bench: Bench): Promise<void> {
  const visit = async (slower: number) => {
    const slowest: number[] = [];
    for (let nth = 0; nth < VISITS; nth += 1) slowest.push(await workThere(bench, slower));
    return percentileOf(slowest, 75);
  };
  const baseline = await visit(1);
  const p75 = await visit(TIMES_SLOWER);
  print(
    `  keys        slowest of a visit, p75 of ${VISITS}: ${ms(p75)} at ${TIMES_SLOWER} × slower CPU, ${ms(baseline)} without`,
  );
  judge(
    `each interaction within ${MOST_INTERACTION_MS} ms at p75 of the visits`,
    p75 < MOST_INTERACTION_MS,
    ms(p75),
  );
}

/** Walks the board, opens and closes a booking, lifts one and gives up, and begins a new one. */
async function workThere(bench: Bench, slower: number): Promise<number> {
  const page = await openPlanner(bench, slower);
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(REST_MS);
    }
  };
  await clickItem(page);
  await page.locator('#panel-title').waitFor();
  await page.waitForTimeout(LOOK_MS);
  await press('Escape');
  await page.locator('[data-at] a[tabindex="0"]').focus();
  await press('ArrowDown', 'ArrowDown', 'ArrowRight', 'PageDown', 'ArrowLeft', 'Home', 'End');
  await press('m', 'ArrowUp', 'ArrowUp', 'ArrowRight', 'Escape', 'n');
  await page.locator('#quick-book').waitFor();
  await page.keyboard.type('Ana', { delay: REST_MS });
  await press('Escape');
  const worst = await slowestMs(page);
  await page.context().close();
  return worst;
}

/** As a hand does it. A locator's own click tests what lies under it again and again, within the interaction. */
async function clickItem(page: Page): Promise<void> {
  const box = await page.locator('[data-item] a').nth(20).boundingBox();
  if (!box) throw new Error('the board has no such item');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.waitForTimeout(REST_MS);
  await page.mouse.down();
  await page.mouse.up();
}

async function openPlanner({ desk, browser, date }: Bench, slower = 1): Promise<Page> {
  const [user] = desk.staff;
  const url = desk.apps[0]?.environment.NEXTAUTH_URL;
  if (!user || !url) throw new Error('a person and a process were asked for');
  const context = await browser.newContext({ viewport: SCREEN, locale: 'es-ES' });
  const value = await renewSessionToken(sessionOf(user, { life: 'staff' }));
  await context.addCookies([{ name: sessionCookieName(), value, url }]);
  const page = await context.newPage();
  await watchInteractions(page);
  await page.goto(`${url}/es/admin/${BUSY_CLUB}/planner?date=${date}`);
  await page.locator('[data-at] a[tabindex="0"]').first().waitFor();
  await page.waitForLoadState('networkidle');
  if (slower > 1)
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
  return page;
}

const ms = (time: number) => `${time.toFixed(0)} ms`;

await runBench(main);
