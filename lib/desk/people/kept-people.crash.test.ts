import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import { customers, reservations } from '@/db/schema';
import { makeClub, makeCourt, makeCustomer, makeReservation } from '@/test/factories';
import { listSegment } from './list-segment';

const DAY_MS = 86_400_000;
const NOW = new Date();
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);
const list = (clubId: number, segment: 'lapsed' | 'alike') =>
  listSegment({ clubId, segment, q: '', now: NOW, page: 1, pageSize: 20 });

/** Runs what waits for the commit, and then leaves the commit time. */
const finish = (tx: Tx) => tx.execute(sql`set constraints all immediate`);

/** Two transactions of which the second does all of its work before the first commits, unless it has to wait for it. */
async function together(first: (tx: Tx) => Promise<unknown>, second: (tx: Tx) => Promise<unknown>) {
  let other: Promise<unknown> = Promise.resolve();
  await db().transaction(async (tx) => {
    await first(tx);
    await finish(tx);
    const worked = new Promise<void>((resolve) => {
      other = db().transaction(async (rival) => {
        await second(rival);
        await finish(rival);
        resolve();
      });
    });
    await Promise.race([worked, other, waitsForLock()]);
  });
  await other;
}

/** Resolves when a transaction waits for a lock. */
const waitsForLock = () =>
  expect
    .poll(
      async () => {
        const rows = await db().execute(sql`select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`);
        return z.tuple([z.object({ count: z.int() })]).parse([...rows])[0].count;
      },
      { timeout: 5_000, interval: 20 },
    )
    .toBeGreaterThan(0)
    .catch(() => {});

/** Runs work while a function of the database takes no locks. */
async function withoutLocksIn(name: string, work: () => Promise<void>): Promise<void> {
  const rows = await db().execute(sql`select pg_get_functiondef(${name}::regproc) as definition`);
  const [{ definition }] = z.tuple([z.object({ definition: z.string() })]).parse([...rows]);
  const unlocked = definition
    .replace(/pg_advisory_xact_lock\(10, /, 'int4larger(10, ')
    .replaceAll('FOR NO KEY UPDATE', '');
  expect(unlocked).not.toBe(definition);
  await db().execute(sql.raw(unlocked));
  try {
    await work();
  } finally {
    await db().execute(sql.raw(definition));
  }
}

/** How many are listed of two people who are written down with one number at the same time. */
async function writeTwice(): Promise<number> {
  const { id: clubId } = await makeClub();
  const write = (name: string) => (tx: Tx) =>
    tx.insert(customers).values({ clubId, name, phone: '+34611222333' });
  await together(write('Ana'), write('Eva'));
  return (await list(clubId, 'alike')).count;
}

test('two people who are written down with one number at once are both listed', async () => {
  expect(await writeTwice()).toBe(2);
});

test('control: without the lock by number nobody is', async () => {
  await withoutLocksIn('keep_shared_contact', async () => expect(await writeTwice()).toBe(0));
});

/** Whether somebody is listed as lapsed whose last game is cancelled while a game of last week is written down. */
async function cancelAndBook(): Promise<boolean> {
  const { id: clubId } = await makeClub();
  const [court, other] = [await makeCourt({ clubId }), await makeCourt({ clubId })];
  const { id: customerId } = await makeCustomer(clubId);
  const whose = { clubId, userId: null, customerId };
  await makeReservation({ ...whose, courtId: court.id, startsAt: inDays(-90), status: 'completed' });
  const last = await makeReservation({ ...whose, courtId: court.id, startsAt: inDays(3) });
  const late = await makeReservation({
    ...whose,
    courtId: other.id,
    startsAt: inDays(-7),
    status: 'cancelled',
  });
  await together(
    (tx) => tx.update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, last.id)),
    (tx) => tx.update(reservations).set({ status: 'completed' }).where(eq(reservations.id, late.id)),
  );
  return (await list(clubId, 'lapsed')).count === 1;
}

test('somebody whose last game is cancelled while another is written down has not lapsed', async () => {
  expect(await cancelAndBook()).toBe(false);
});

test('control: without the lock of the row they have', async () => {
  await withoutLocksIn('keep_last_game', async () => expect(await cancelAndBook()).toBe(true));
});
