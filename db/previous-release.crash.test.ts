import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { notices, priceRules, refunds } from '@/db/schema';
import { log } from '@/lib/core/log';
import { bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeUser } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { checkOut, isWithin, readPreviousRelease } from '@/test/previous-release';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';

const sandbox = useSandbox({ providers: ['stripe', 'resend'] });

const commit = await readPreviousRelease();
const isHere = await isWithin(commit);
if (!isHere) {
  log().warn(
    { commit },
    'This checkout ends before the release before, which was not tested: run "git fetch --unshallow", or clone the repository whole.',
  );
}

/** The release that still runs on the new schema while a deploy replaces it (docs/deploy.md, "Rolling"). */
let previous: Awaited<ReturnType<typeof checkOut>> & { process: OtherProcess };

const wish = (courtId: number) => ({
  courtId,
  date: inDays(2),
  startTime: '10:00',
  durationMinutes: 90,
  participants: [],
  extras: [],
  guest: undefined,
});

async function bookThere(courtId: number) {
  const player = await makeUser();
  const { reservationId, payment } = await previous.process.call('book', player, wish(courtId));
  if (!payment) throw new Error('this court costs money');
  return { player, id: reservationId, intentId: payment.paymentIntentId };
}

async function sendThere(): Promise<void> {
  const pending = await db()
    .select({ id: notices.id })
    .from(notices)
    .where(eq(notices.status, 'pending'))
    .orderBy(notices.id);
  for (const { id } of pending) await previous.process.call('deliver', id);
}

describe.skipIf(!isHere)('the release before', () => {
  beforeAll(async () => {
    const checkout = await checkOut(commit);
    previous = { ...checkout, process: await startOtherProcess({}, checkout.folder) };
  });
  afterAll(async () => {
    previous?.process.stop();
    await previous?.remove();
  });

  test('finds, holds, sells, cancels and gives back a court on the new schema', async () => {
    const { id: courtId } = await makeCourt();
    expect(await previous.process.call('pricesOn', courtId, inDays(2), 90)).toHaveLength(1);
    const { player, id, intentId } = await bookThere(courtId);
    expect(await readBooking(id)).toMatchObject({ status: 'pending' });

    await payIntent(sandbox(), intentId);
    await previous.process.call('settle', intentId);
    await sendThere();
    expect(await readBooking(id)).toMatchObject({ status: 'confirmed' });

    await previous.process.call('cancel', player, id);
    for (const refund of await db().select().from(refunds)) await previous.process.call('refund', refund.id);
    await sendThere();
    expect(await readBooking(id)).toMatchObject({
      status: 'cancelled',
      refunds: [expect.objectContaining({ status: 'succeeded' })],
    });
    expect(await brokenInvariants()).toEqual([]);
  });

  test('refuses a court that the new release has sold, and cancels it', async () => {
    const { id: courtId } = await makeCourt();
    const sold = await bookAsPlayer({ courtId });
    const rival = await makeUser();
    await expect(previous.process.call('book', rival, wish(courtId))).rejects.toThrow('slot_taken');

    await payIntent(sandbox(), sold.intentId);
    await previous.process.call('settle', sold.intentId);
    await previous.process.call('cancel', sold.player, sold.reservationId);
    expect(await readBooking(sold.reservationId)).toMatchObject({ status: 'cancelled' });
  });

  test('hears of a price that the new release changes, before its copy is old', async () => {
    const { id: courtId, clubId } = await makeCourt();
    const prices = () => previous.process.call('pricesOn', courtId, inDays(2), 60);
    await expect.poll(prices).toHaveLength(1);
    await db().update(priceRules).set({ pricePerHourMinor: 9_900 }).where(eq(priceRules.clubId, clubId));
    await expect.poll(prices).toEqual([9_900]);
  });

  test('starts, and its checks find nothing wrong with the new schema', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/check-data.ts'], {
      cwd: previous.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect(await text(child.stdout)).toMatch(/\d+ checks, 0 violated, 0 could not be checked/);
  });

  test('cannot book where a migration takes away what it reads (control)', async () => {
    const { id: courtId } = await makeCourt();
    await sql()`alter table reservations rename column price_breakdown to breakdown`;
    try {
      await expect(bookThere(courtId)).rejects.toThrow('price_breakdown');
    } finally {
      await sql()`alter table reservations rename column breakdown to price_breakdown`;
    }
  });
});

test('a repository without the commit says what to do', async () => {
  const unknown = '0'.repeat(40);
  await expect(checkOut(unknown)).rejects.toThrow(
    `This repository lacks the commit ${unknown} of docs/release-before: name the one that is deployed.`,
  );
});

test('a commit ought to be in a whole repository, and cannot be in a shallow clone or an archive', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pista-clones-'));
  const git = (...words: string[]) => promisify(execFile)('git', words, { cwd: folder });
  const commitIn = (repository: string) =>
    git(
      '-C',
      repository,
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@pista.test',
      'commit',
      '-q',
      '--allow-empty',
      '-m',
      'Test',
    );
  for (const repository of ['whole', 'archive']) {
    await git('init', '-q', repository);
    await commitIn(repository);
  }
  await commitIn('whole');
  await git('clone', '-q', '--depth=1', pathToFileURL(path.join(folder, 'whole')).href, 'shallow');

  const unknown = '0'.repeat(40);
  expect(await isWithin(unknown, path.join(folder, 'whole'))).toBe(true);
  expect(await isWithin(unknown, path.join(folder, 'shallow'))).toBe(false);
  expect(await isWithin(unknown, path.join(folder, 'archive'))).toBe(false);
  await rm(folder, { recursive: true });
});
