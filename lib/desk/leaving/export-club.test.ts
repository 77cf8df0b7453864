import { expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { db, snapshots } from '@/db';
import { makeClub, makeCustomer, makeStaff, makeUser, personContext } from '@/test/factories';
import { exportClub } from './export-club';
import type { Cells } from './part';

async function makeOwned() {
  const [club, owner] = await Promise.all([makeClub(), makeUser()]);
  await makeStaff(owner.id, club.id, 'owner');
  return { club, ctx: personContext(owner, { staff: [{ clubId: club.id, role: 'owner' }] }) };
}

async function take(rows: AsyncIterable<Cells>): Promise<Cells[]> {
  const taken: Cells[] = [];
  for await (const row of rows) taken.push(row);
  return taken;
}

/** Backends that have a transaction open and wait for us. */
const openReads = async () => {
  const [found] = await db().execute<{
    count: number;
  }>(sql`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and state = 'idle in transaction'`);
  return found?.count;
};

test('the archive is of one moment, whatever is done while it is taken', async () => {
  const { club, ctx } = await makeOwned();
  const before = await makeCustomer(club.id);
  const { files } = await exportClub(ctx, club.slug);
  const tables = new Map<string, Cells[]>();
  for await (const { name, rows } of files) {
    tables.set(name, await take(rows));
    if (name === 'bookings') await makeCustomer(club.id, { name: 'Después' });
  }
  expect(tables.get('people')?.map(({ id }) => id)).toEqual([before.id]);
  expect(await openReads()).toBe(0);
});

test('whoever gives up in the middle leaves nothing open', async () => {
  const { club, ctx } = await makeOwned();
  const { files } = await exportClub(ctx, club.slug);
  await files.next();
  expect(await openReads()).toBe(1);
  await files.return(undefined);
  expect(await openReads()).toBe(0);
});

test('slow readers keep no connection from anybody else, and wait for each other', async () => {
  const { club, ctx } = await makeOwned();
  const begin = async () => {
    const { files } = await exportClub(ctx, club.slug);
    return { files, first: files.next() };
  };
  const [one, two, three] = [await begin(), await begin(), await begin()];
  await Promise.all([one.first, two.first]);
  const waiting = Promise.race([
    three.first.then(() => 'begun'),
    db()
      .execute(sql`select 1`)
      .then(() => 'free'),
  ]);
  expect(await waiting).toBe('free');
  await one.files.return(undefined);
  expect((await three.first).value?.name).toBe('bookings');
  await Promise.all([two.files.return(undefined), three.files.return(undefined)]);
  expect(await snapshots().execute(sql`select 1`)).toHaveLength(1);
});
