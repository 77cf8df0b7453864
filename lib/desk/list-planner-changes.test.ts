import { EventEmitter, once } from 'node:events';
import { eq, sql as text } from 'drizzle-orm';
import type postgres from 'postgres';
import { expect, test } from 'vitest';
import { db, sql } from '@/db';
import { notices, participants, reservations } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { writeCursor } from './board-cursor';
import { getPlanner } from './get-planner';
import { listPlannerChanges } from './list-planner-changes';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hours: number) => new Date(firstInstantOf(DATE, hours * 60, ZONE));

/** A club with two bookings of one player on one day, and somebody at its desk. */
async function makeDay() {
  const court = await makeCourt();
  const player = await makeUser();
  const booking = { courtId: court.id, clubId: court.clubId, userId: player.id };
  const first = await makeReservation({ ...booking, startsAt: at(10) });
  const second = await makeReservation({ ...booking, startsAt: at(12) });
  const ctx = personContext(await makeUser(), { staff: [{ clubId: court.clubId, role: 'desk' }] });
  const club = String(court.clubId);
  const read = async () => (await getPlanner(ctx, club, { date: DATE, view: 'day' })).cursor;
  const since = (cursor: string, date = DATE) => listPlannerChanges(ctx, club, { date, since: cursor });
  /** A cursor behind every transaction of the other tests on this server, whose items come again until they end. */
  const readSettled = async () => {
    await expect.poll(async () => (await since(await read())).items).toEqual([]);
    return read();
  };
  return { court, player, first, second, read, readSettled, since };
}

const ids = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id);
const note = (id: string, words: string) =>
  db().update(reservations).set({ note: words }).where(eq(reservations.id, id));

test('names each booking that changed since, and the next cursor begins behind it', async () => {
  const { first, since, readSettled } = await makeDay();
  const cursor = await readSettled();
  await note(first.id, 'trae pelotas');
  const changes = await since(cursor);
  expect(changes).toMatchObject({ items: [{ id: first.id, note: 'trae pelotas', revision: 1 }], gone: [] });
  await expect.poll(async () => ids(await since((await since(cursor)).cursor))).toEqual([]);
});

test('names a booking whose players or money changed, though its row did not', async () => {
  const { first, second, player, since, readSettled } = await makeDay();
  const ctx = personContext(player);
  let cursor = await readSettled();
  await addPlayer(ctx, { reservationId: first.id, name: 'Eva' });
  expect(await since(cursor)).toMatchObject({ items: [{ id: first.id, players: [{ name: 'Eva' }] }] });
  cursor = await readSettled();
  const [added] = await db().select().from(participants).where(eq(participants.reservationId, first.id));
  await removePlayer(ctx, { reservationId: first.id, position: added?.position ?? 0, name: 'Eva' });
  expect(await since(cursor)).toMatchObject({ items: [{ id: first.id, players: [] }] });
  cursor = await readSettled();
  await makePayment(second);
  expect(await since(cursor)).toMatchObject({ items: [{ id: second.id, paidMinor: 4500 }] });
});

test('names a booking about which a message did not arrive', async () => {
  const { first, player, since, readSettled } = await makeDay();
  const about = { reservationId: first.id, objectId: first.id, userId: player.id, recipient: 'a@b.test' };
  const [sent] = await db()
    .insert(notices)
    .values({ ...about, kind: 'reservation_confirmation', channel: 'email', locale: 'es', status: 'sent' })
    .returning();
  const cursor = await readSettled();
  await db()
    .update(notices)
    .set({ status: 'bounced' })
    .where(eq(notices.id, sent?.id ?? ''));
  expect(await since(cursor)).toMatchObject({ items: [{ id: first.id, isUntold: true }] });
  const later = await readSettled();
  const again = { objectId: `${first.id}:again`, resendOf: sent?.id, status: 'sent' } as const;
  await db()
    .insert(notices)
    .values({ ...about, kind: 'reservation_confirmation', channel: 'email', locale: 'es', ...again });
  expect(await since(later)).toMatchObject({ items: [{ id: first.id, isUntold: false }] });
});

test('names what left the day: cancelled, moved to another day, and long blocks', async () => {
  const { first, second, court, since, read } = await makeDay();
  const day = { courtId: (await makeCourt({ clubId: court.clubId })).id, clubId: court.clubId, userId: null };
  const block = await makeReservation({
    ...day,
    kind: 'block',
    priceMinor: 0,
    startsAt: at(-10),
    durationMinutes: 40 * 60,
  });
  const cursor = await read();
  const cancelled = { status: 'cancelled' as const, cancelledAt: new Date() };
  await db().update(reservations).set(cancelled).where(eq(reservations.id, first.id));
  await db().update(reservations).set(cancelled).where(eq(reservations.id, block.id));
  await db()
    .update(reservations)
    .set({ startsAt: text`starts_at + interval '7 days'`, endsAt: text`ends_at + interval '7 days'` })
    .where(eq(reservations.id, second.id));
  const changes = await since(cursor);
  expect(ids(changes)).toEqual([]);
  expect([...changes.gone].sort()).toEqual([first.id, second.id, block.id].sort());
  expect(await since(cursor, addDays(DATE, 7))).toMatchObject({ items: [{ id: second.id }], gone: [] });
});

test('keeps a booking that moved within the day among the items', async () => {
  const { first, since, readSettled } = await makeDay();
  const cursor = await readSettled();
  await db()
    .update(reservations)
    .set({ startsAt: text`starts_at - interval '30 minutes'`, endsAt: text`ends_at - interval '30 minutes'` })
    .where(eq(reservations.id, first.id));
  expect(await since(cursor)).toMatchObject({ items: [{ id: first.id }], gone: [] });
});

const NEWEST = 'select pg_snapshot_xmax(pg_current_snapshot())::text as horizon';

/**
 * One transaction writes, another commits after it, the page reads, and the first commits last. Answers the page's
 * cursor, and one at the newest transaction of the same moment.
 */
async function readBetween(day: Awaited<ReturnType<typeof makeDay>>, inSavepoint: boolean) {
  const steps = new EventEmitter();
  const written = once(steps, 'written');
  const hasRead = once(steps, 'read');
  const slow = sql().begin(async (tx) => {
    const write = (on: postgres.TransactionSql) =>
      on`update reservations set note = 'slow' where id = ${day.first.id}`;
    if (inSavepoint) {
      await tx`select pg_current_xact_id()`;
      await tx.savepoint(write);
    } else await write(tx);
    steps.emit('written');
    await hasRead;
  });
  await written;
  await note(day.second.id, 'quick');
  const cursor = await day.read();
  const [newest] = await sql().unsafe<{ horizon: string }[]>(NEWEST);
  steps.emit('read');
  await slow;
  return { cursor, newest: writeCursor({ horizon: newest?.horizon ?? '', readAt: new Date() }) };
}

test.each([false, true])(
  'steps over no commit of a transaction that was open (in a savepoint: %s)',
  async (inSavepoint) => {
    const day = await makeDay();
    const { cursor } = await readBetween(day, inSavepoint);
    expect(ids(await day.since(cursor))).toContain(day.first.id);
  },
);

test('would step over it with a cursor at the newest transaction, the control', async () => {
  const day = await makeDay();
  const { newest } = await readBetween(day, false);
  expect(ids(await day.since(newest))).not.toContain(day.first.id);
});

test.each([
  ['words', 'hello'],
  ['another form', Buffer.from('2.5.5').toString('base64url')],
  ['a day ago', writeCursor({ horizon: '800', readAt: new Date(Date.now() - 25 * 3_600_000) })],
  ['another database', writeCursor({ horizon: '9000000000000000000', readAt: new Date() })],
])('a cursor of %s is refused', async (_, cursor) => {
  const { since } = await makeDay();
  await expect(since(cursor)).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { since: [expect.any(String)] },
  });
});
