/**
 * What a photo of a telephone costs: its encoding beside bare sharp, the longest pause of the event loop, memory, and
 * the HTML it adds to a card of results. `npx tsx bench/photos.ts [--rounds 5]`, on a build.
 */
import { once } from 'node:events';
import { request } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import postgres from 'postgres';
import sharp from 'sharp';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { MAX_UPLOAD_BYTES } from '@/lib/clubs/photos/photo-input';
import { readForm } from '@/lib/core/input/request-body';
import { encodePicture } from '@/lib/services/pictures/encode-picture';
import { MAX_PICTURE_BYTES, PICTURE_WIDTHS } from '@/lib/services/pictures/picture-limits';
import { seed } from '@/scripts/seed/seed';
import { inDays } from '@/test/bookings';
import { makeClub, makeStaff, makeUser } from '@/test/factories';
import { photoForm } from '@/test/pictures';
import { keyHeaders } from '@/test/requests';
import { type BuiltApp, startBuiltApp } from './built-app';
import { judge, median, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

const MOST_TIMES_BARE = 1.1;
const MOST_PAUSE_MS = 100;
const MOST_MEMORY_MB = 250;
const MOST_CARD_BYTES = 2_000;
const MB = 1024 * 1024;
/** In a tenth of a second. */
const SLOW_BYTES = 25_000;

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(1).max(50).default(5) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
  const { rounds } = argumentsSchema.parse(values);
  const photo = await takePhoto();
  print(
    `a JPEG of 4000 × 3000 pixels and ${(photo.byteLength / MB).toFixed(1)} MB, ${rounds} rounds in turn`,
  );
  await measureEncoding(photo, rounds);
  await withOwnDatabase('photos', (url) => measureApp(url, photo));
}

/** With as much noise as makes the file almost as large as one may be. */
async function takePhoto(): Promise<Uint8Array> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const raw = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: 'grey', noise } })
    .raw()
    .toBuffer();
  const from = { raw: { width: 4000, height: 3000, channels: 3 } } as const;
  for (let quality = 95; quality > 20; quality -= 3) {
    const bytes = await sharp(raw, from).jpeg({ quality }).toBuffer();
    if (bytes.byteLength <= MAX_PICTURE_BYTES) return new Uint8Array(bytes);
  }
  throw new Error('no quality makes it small enough');
}

type Cost = { ms: number; pauseMs: number; memoryMb: number };

async function measureEncoding(photo: Uint8Array, rounds: number): Promise<void> {
  const form = new Response(photoForm(photo));
  const type = form.headers.get('content-type') ?? '';
  const sent = new Uint8Array(await form.arrayBuffer());
  const receive = () =>
    readForm(
      new Request('http://localhost/', { method: 'POST', body: sent, headers: { 'content-type': type } }),
      MAX_UPLOAD_BYTES,
    );
  const works = { ours: () => encodePicture(photo), receive, bare: () => resizeBare(photo) };
  const costs: Record<keyof typeof works, Cost[]> = { ours: [], receive: [], bare: [] };
  // The first round costs most of the memory, and is none of the median.
  for (let round = 0; round <= rounds; round += 1) {
    costs.ours.push(await costOf(works.ours));
    costs.receive.push(await costOf(works.receive));
    costs.bare.push(await costOf(works.bare));
  }
  const bare = tell('bare sharp', costs.bare);
  const ours = tell('encodePicture', costs.ours);
  const received = tell('reading the form', costs.receive);
  print(`  ratio     ${(ours.ms / bare.ms).toFixed(2)} × bare sharp`);
  judge(
    `at most ${MOST_TIMES_BARE} × bare sharp`,
    ours.ms <= MOST_TIMES_BARE * bare.ms,
    `${(ours.ms / bare.ms).toFixed(2)} ×`,
  );
  const pauseMs = Math.max(ours.pauseMs, received.pauseMs);
  judge(`no pause above ${MOST_PAUSE_MS} ms`, pauseMs <= MOST_PAUSE_MS, `${pauseMs.toFixed(1)} ms`);
  judge(
    `at most ${MOST_MEMORY_MB} MB more memory`,
    ours.memoryMb <= MOST_MEMORY_MB,
    `${ours.memoryMb.toFixed(0)} MB`,
  );
}

/** As its documentation shows it: each width from the file. */
async function resizeBare(photo: Uint8Array): Promise<void> {
  for (const width of PICTURE_WIDTHS)
    await sharp(photo).autoOrient().resize({ width }).webp({ quality: 78 }).toBuffer();
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  delay.enable();
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  // The pause that the end of the work made is seen at the next turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  clearInterval(watching);
  return { ms, pauseMs: delay.max / 1e6, memoryMb: (most - before) / MB };
}

/** The median time without the first, and the worst of the rest. */
function tell(name: string, costs: readonly Cost[]): Cost {
  const worst = (of: (cost: Cost) => number) => Math.max(...costs.map(of));
  const cost = {
    ms: median(costs.slice(1).map(({ ms }) => ms)),
    pauseMs: worst(({ pauseMs }) => pauseMs),
    memoryMb: worst(({ memoryMb }) => memoryMb),
  };
  print(
    `${name.padEnd(17)} ${cost.ms.toFixed(0)} ms, longest pause ${cost.pauseMs.toFixed(1)} ms, memory +${cost.memoryMb.toFixed(0)} MB`,
  );
  return cost;
}

async function measureApp(databaseUrl: string, photo: Uint8Array): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await seed(sql);
  const app = await startBuiltApp(databaseUrl);
  // biome-ignore lint/style/noProcessEnv: a manager is made in this process
  Object.assign(process.env, app.environment);
  try {
    await sendSlowly(app, photo);
    await measureCards(app, sql);
  } finally {
    await closeDatabase();
    await app.close();
    await sql.end();
  }
}

/** As a telephone does at 2 Mbit/s. */
async function sendSlowly({ environment }: BuiltApp, photo: Uint8Array): Promise<void> {
  const [manager, club] = [await makeUser(), await makeClub()];
  await makeStaff(manager.id, club.id, 'manager');
  const form = new Response(photoForm(photo));
  const bytes = Buffer.from(await form.arrayBuffer());
  const headers = {
    ...(await keyHeaders(manager)),
    'content-type': form.headers.get('content-type') ?? '',
    'content-length': bytes.byteLength,
  };
  const startedAt = performance.now();
  const sending = request(`${environment.NEXTAUTH_URL}/api/v1/clubs/${club.slug}/photos`, {
    method: 'POST',
    headers,
  });
  const answered = once(sending, 'response');
  for (let from = 0; from < bytes.byteLength; from += SLOW_BYTES) {
    sending.write(bytes.subarray(from, from + SLOW_BYTES));
    await rest(100);
  }
  sending.end();
  const [{ statusCode }] = await answered;
  const seconds = (performance.now() - startedAt) / 1000;
  print(`at 2 Mbit/s       answered ${statusCode} after ${seconds.toFixed(0)} s`);
  judge('a slow telephone is not cut off', statusCode === 201, `${statusCode} after ${seconds.toFixed(0)} s`);
}

/** The page of results with a photo on each card, and without. */
async function measureCards(app: BuiltApp, sql: postgres.Sql): Promise<void> {
  const query = new URLSearchParams({ city: 'Madrid', date: inDays(2) });
  const page = async () =>
    Buffer.from(await (await fetch(`${app.environment.NEXTAUTH_URL}/es/courts?${query}`)).arrayBuffer());
  await page();
  await sql`update photos set deleted_at = now()`;
  const without = await page();
  await sql`insert into photos (id, club_id, position, alt, width, height, sha256, stored_at)
      select gen_random_uuid(), id, 1, jsonb_build_object('es', 'La pista central de noche', 'en', 'The centre court at night'),
        1600, 1200, encode(sha256(id::text::bytea), 'hex'), now() from clubs`;
  const withPhotos = await page();
  const photosOf = (html: Buffer) => new Set(html.toString().match(/\/files\/[\w-]{36}/g)).size;
  const count = photosOf(withPhotos) - photosOf(without);
  const each = (withPhotos.byteLength - without.byteLength) / count;
  const packed = (gzipSync(withPhotos).byteLength - gzipSync(without).byteLength) / count;
  print(
    `results           ${count} cards: a photo adds ${each.toFixed(0)} bytes of HTML, ${packed.toFixed(0)} packed`,
  );
  judge(`at most ${MOST_CARD_BYTES} bytes a card`, each <= MOST_CARD_BYTES, `${each.toFixed(0)} bytes`);
}

await runBench(main);
