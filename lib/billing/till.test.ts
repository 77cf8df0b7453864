import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { audit, tillEntries, tillShifts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { idOf, staffOf, unpaid } from '@/test/at-desk';
import { makeClub, makeDue, makeReservation, makeTillEntry, makeTillShift } from '@/test/factories';
import { countWaiting, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { addTillEntry } from './add-till-entry';
import { closeShift } from './shifts/close-shift';
import { enterPayment } from './enter-money';
import { listShifts } from './shifts/list-shifts';
import { listTillEntries } from './list-till-entries';
import { openShift } from './shifts/open-shift';
import { payDue } from './pay-due';
import { reverseEntry } from './reverse-entry';

const PAGE = { page: 1, pageSize: 20 };
let clubId: number;
let desk: Context;
let manager: Context;

beforeEach(async () => {
  clubId = (await makeClub()).id;
  desk = await staffOf(clubId);
  manager = await staffOf(clubId, 'manager');
});

const open = (who = desk, float = '100.00', name = 'caja') => openShift(who, String(clubId), { name, float });
const add = (kind: 'cash_in' | 'cash_out', amount: string, who = desk, shiftId?: string) =>
  addTillEntry(who, String(clubId), { kind, amount, note: 'Cambio', shiftId });
const entryOf = async (id: string) => db().query.tillEntries.findFirst({ where: eq(tillEntries.id, id) });

describe('a till', () => {
  test('is opened with its float, counted to the cent, and closed with the difference', async () => {
    const { id } = await open();
    await add('cash_in', '58.00');
    await add('cash_out', '38.00');
    expect(await closeShift(desk, id, { counted: '118.00' })).toEqual({
      expectedMinor: 12_000,
      countedMinor: 11_800,
      currency: 'EUR',
    });
    const closed = await db().query.tillShifts.findFirst({ where: eq(tillShifts.id, id) });
    expect(closed).toMatchObject({ closedBy: idOf(desk), expectedMinor: 12_000, countedMinor: 11_800 });
    const states = await db().select().from(audit).where(eq(audit.entityId, id)).orderBy(audit.id);
    expect(states.map(({ fromState, toState }) => [fromState, toState])).toEqual([
      [null, 'open'],
      ['open', 'closed'],
    ]);
  });

  test('of one name is open once, and closed once', async () => {
    const { id } = await open();
    await expect(open(manager)).rejects.toMatchObject({ code: 'conflict' });
    await closeShift(desk, id, { counted: '100.00' });
    await expect(closeShift(desk, id, { counted: '100.00' })).rejects.toMatchObject({ code: 'conflict' });
    expect((await open(manager)).closedAt).toBeNull();
  });

  test('is closed by who opened it, or by a manager', async () => {
    const [{ id }, { id: second }] = [await open(), await open(desk, '0.00', 'bar')];
    const colleague = await staffOf(clubId);
    await expect(closeShift(colleague, id, { counted: '1.00' })).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await staffOf((await makeClub()).id, 'owner');
    await expect(closeShift(elsewhere, id, { counted: '1.00' })).rejects.toMatchObject({ code: 'not_found' });
    await closeShift(manager, id, { counted: '100.00' });
    await closeShift(desk, second, { counted: '0.00' });
  });

  test.each(['-1.00', '1e2', 'cien', '10000.01', '1.999', '1,50'])(
    'is not counted as %s',
    async (counted) => {
      const { id } = await open();
      await expect(closeShift(desk, id, { counted })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { counted: [expect.any(String)] },
      });
    },
  );

  test('is seen whole by managers, and by the desk when it is its own', async () => {
    await open();
    await open(manager, '50.00', 'bar');
    const names = async (who: Context) =>
      (await listShifts(who, String(clubId), PAGE)).results.map(({ name }) => name);
    expect(await names(manager)).toEqual(['bar', 'caja']);
    expect(await names(desk)).toEqual(['caja']);
    expect(await names(await staffOf(clubId, 'accountant'))).toEqual(['bar', 'caja']);
  });

  test('sums up each way of paying', async () => {
    await open();
    const reservation = await makeReservation({ clubId });
    const due = await makeDue(reservation);
    await payDue(desk, due.id, { method: 'card_terminal', amount: '20.00', reference: '0042' });
    await payDue(desk, due.id, { method: 'cash', amount: '25.00' });
    await add('cash_out', '5.00');
    const [shift] = (await listShifts(desk, String(clubId), PAGE)).results;
    expect(shift?.expectedMinor).toBe(12_000);
    expect(shift?.sums).toEqual([
      { method: 'cash', inMinor: 2500, outMinor: 500, count: 2 },
      { method: 'card_terminal', inMinor: 2000, outMinor: 0, count: 1 },
      { method: 'bizum', inMinor: 0, outMinor: 0, count: 0 },
      { method: 'transfer', inMinor: 0, outMinor: 0, count: 0 },
    ]);
  });
});

describe('money goes', () => {
  test('into one’s own till, else into the only open one, else into a named one', async () => {
    await expect(add('cash_in', '1.00')).rejects.toMatchObject({ code: 'conflict', details: { shifts: [] } });
    const theirs = await open(manager);
    expect((await add('cash_in', '1.00')).shiftId).toBe(theirs.id);
    const own = await open(desk, '0.00', 'bar');
    expect((await add('cash_in', '1.00')).shiftId).toBe(own.id);
    const third = await staffOf(clubId);
    await expect(add('cash_in', '1.00', third)).rejects.toMatchObject({
      code: 'conflict',
      details: {
        shifts: [
          { id: theirs.id, name: 'caja' },
          { id: own.id, name: 'bar' },
        ],
      },
    });
    expect((await add('cash_in', '1.00', third, theirs.id)).shiftId).toBe(theirs.id);
  });

  test('into no closed till, and into none of another club', async () => {
    const { id } = await open();
    await closeShift(desk, id, { counted: '100.00' });
    await expect(add('cash_in', '1.00', desk, id)).rejects.toMatchObject({ code: 'conflict' });
    const foreign = await makeTillShift((await makeClub()).id, idOf(desk));
    await expect(add('cash_in', '1.00', desk, foreign.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await db().$count(tillEntries, eq(tillEntries.clubId, clubId))).toBe(0);
  });

  test('without a till when it is no cash', async () => {
    const { reservation, desk: theirs } = await unpaid();
    const { entry } = await payDue(theirs, (await makeDue(reservation)).id, { method: 'bizum' });
    expect(entry).toMatchObject({ shiftId: null, amountMinor: 4500 });
  });

  test('in once for each request and booking', async () => {
    await open();
    const [one, two] = [await makeReservation({ clubId }), await makeReservation({ clubId })];
    const ctx = { ...desk, requestKey: 'one request' };
    const enter = () =>
      transaction(async (tx) => [
        await enterPayment(tx, ctx, one, { method: 'cash', amountMinor: 4500 }),
        await enterPayment(tx, ctx, two, { method: 'cash', amountMinor: 4500 }),
      ]);
    const first = await enter();
    expect(await enter()).toEqual(first);
    expect(await db().$count(tillEntries, eq(tillEntries.clubId, clubId))).toBe(2);
    const kept = { ...ctx, requestKey: 'cash' };
    expect((await add('cash_in', '1.00', kept)).id).toBe((await add('cash_in', '1.00', kept)).id);
  });

  test('nowhere in a preview', async () => {
    await open();
    expect(await add('cash_in', '1.00', { ...desk, preview: true })).toMatchObject({ amountMinor: 100 });
    expect(await db().$count(tillEntries, eq(tillEntries.clubId, clubId))).toBe(0);
  });
});

describe('an entry is taken back', () => {
  test('by another one in the same till, and its money is owed again', async () => {
    const shift = await open();
    const due = await makeDue(await makeReservation({ clubId }));
    const { entry } = await payDue(desk, due.id, { method: 'cash' });
    const reversal = await reverseEntry(desk, entry.id, { reason: 'Era otra reserva' });
    expect(reversal).toMatchObject({
      kind: 'payment',
      method: 'cash',
      amountMinor: -4500,
      reverses: entry.id,
      shiftId: shift.id,
      note: 'Era otra reserva',
    });
    const owed = await db().query.dues.findMany({
      where: (row, { and, isNull }) => and(eq(row.reservationId, due.reservationId), isNull(row.settledAt)),
    });
    expect(owed).toMatchObject([{ cause: 'correction', amountMinor: 4500 }]);
    expect(await closeShift(desk, shift.id, { counted: '100.00' })).toMatchObject({ expectedMinor: 10_000 });
  });

  test('once, and a reversal never', async () => {
    const entry = await makeTillEntry(await makeReservation({ clubId }), { takenBy: idOf(desk) });
    const reversal = await reverseEntry(desk, entry.id, { reason: 'Error' });
    await expect(reverseEntry(desk, entry.id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(reverseEntry(desk, reversal.id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const keyed = { ...desk, requestKey: 'again' };
    const other = await makeTillEntry(await makeReservation({ clubId }), { takenBy: idOf(desk) });
    expect((await reverseEntry(keyed, other.id, { reason: 'Error' })).id).toBe(
      (await reverseEntry(keyed, other.id, { reason: 'Error' })).id,
    );
  });

  test('by two at once only once', async () => {
    await open();
    const { id } = await add('cash_in', '5.00');
    const both = await Promise.allSettled([1, 2].map(() => reverseEntry(desk, id, { reason: 'Error' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('by a manager when it is a colleague’s or its till is closed, into one that is open', async () => {
    const { id: shiftId } = await open();
    const entry = await add('cash_in', '5.00');
    await expect(reverseEntry(await staffOf(clubId), entry.id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await closeShift(desk, shiftId, { counted: '105.00' });
    await expect(reverseEntry(desk, entry.id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(reverseEntry(manager, entry.id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const next = await open(manager);
    expect(await reverseEntry(manager, entry.id, { reason: 'Error' })).toMatchObject({ shiftId: next.id });
  });

  test('not when the desk paid its money out again', async () => {
    const reservation = await makeReservation({ clubId });
    const { id } = await makeTillEntry(reservation, { takenBy: idOf(desk) });
    await makeTillEntry(reservation, { kind: 'payout', amountMinor: -2000 });
    await expect(reverseEntry(desk, id, { reason: 'Error' })).rejects.toMatchObject({
      code: 'conflict',
      details: { taken: { amount: '25.00', currency: 'EUR' } },
    });
  });

  test('first from what the club owes for the same booking', async () => {
    const reservation = await makeReservation({ clubId, status: 'cancelled' });
    const { id } = await makeTillEntry(reservation, { takenBy: idOf(desk) });
    const due = await makeDue(reservation, { amountMinor: -4500, cause: 'cancelled' });
    await reverseEntry(desk, id, { reason: 'Nunca pagó' });
    const all = await db().query.dues.findMany({
      where: (row, { eq: is }) => is(row.reservationId, reservation.id),
    });
    expect(all).toMatchObject([{ id: due.id, settledAt: expect.any(Date) }]);
  });
});

describe('the entries of a desk', () => {
  test('are seen by managers all, by others as far as their own hands or till are concerned', async () => {
    const { id: shiftId } = await open();
    await add('cash_in', '1.00');
    await add('cash_in', '2.00', manager, shiftId);
    await makeTillEntry(await makeReservation({ clubId }), { takenBy: idOf(manager) });
    const sums = async (who: Context) =>
      (await listTillEntries(who, String(clubId), PAGE)).results.map(({ amountMinor }) => amountMinor);
    expect(await sums(manager)).toEqual([4500, 200, 100]);
    expect(await sums(desk)).toEqual([200, 100]);
    expect(await sums(await staffOf(clubId))).toEqual([]);
  });
});

/** A cash payment that waits to be written while its till is closed. */
async function closeAcrossCash() {
  const reservation = await makeReservation({ clubId });
  const { id: dueId } = await makeDue(reservation);
  const { id: shiftId } = await open(desk, '100.00', reservation.id);
  const [paid, closed] = await whileUnwritten('till_entries', async () => {
    const paying = payDue(desk, dueId, { method: 'cash', shiftId });
    await untilWaiting(1);
    let isClosed = false;
    const closing = closeShift(desk, shiftId, { counted: '145.00' }).finally(() => {
      isClosed = true;
    });
    // Behind the payment's lock it waits as well.
    await expect.poll(async () => isClosed || (await countWaiting()) === 2, { timeout: 10_000 }).toBe(true);
    return [paying, closing] as const;
  });
  await paid;
  const { expectedMinor } = await closed;
  const shift = await db().query.tillShifts.findFirst({ where: eq(tillShifts.id, shiftId) });
  return { expectedMinor, kept: shift?.expectedMinor, entry: await entryOf((await paid).entry.id) };
}

test('no coin falls between: a till waits for the cash that is being entered, and counts it', async () => {
  expect(await closeAcrossCash()).toMatchObject({ expectedMinor: 14_500, kept: 14_500 });
});

test('cash that comes while a till is being closed finds it closed', async () => {
  const { id: dueId } = await makeDue(await makeReservation({ clubId }));
  const { id: shiftId } = await open();
  const [closing, paying] = await whileUnwritten('audit', async () => {
    const first = closeShift(desk, shiftId, { counted: '100.00' });
    await untilWaiting(1);
    const second = payDue(desk, dueId, { method: 'cash', shiftId }).catch((error: unknown) => error);
    await untilWaiting(2);
    return [first, second] as const;
  });
  expect(await closing).toMatchObject({ expectedMinor: 10_000 });
  expect(await paying).toMatchObject({ code: 'conflict' });
});

test('control: without the lock a till is closed without the cash that is in it', () =>
  withoutLocks(async () => {
    expect(await closeAcrossCash()).toMatchObject({
      expectedMinor: 10_000,
      kept: 10_000,
      entry: { amountMinor: 4500, method: 'cash' },
    });
  }));
