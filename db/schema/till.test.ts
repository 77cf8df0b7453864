import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { sqlState } from '@/db/failure';
import {
  makeDue,
  makeReservation,
  makeTillEntry,
  makeTillShift,
  makeUser,
  type Reservation,
} from '@/test/factories';
import { tillEntries } from '.';

const CHECK = '23514';

const payOut = (reservation: Reservation, minor: number) =>
  makeTillEntry(reservation, { kind: 'payout', amountMinor: -minor });
const stateOf = (work: Promise<unknown>) => work.then(() => 'done', sqlState);
const tillOf = async ({ id }: Reservation) => {
  const rows = await db().select().from(tillEntries).where(eq(tillEntries.reservationId, id));
  return rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
};

test('an entry of the till stays as it was written, but for its note', async () => {
  const { id } = await makeTillEntry(await makeReservation());
  const one = eq(tillEntries.id, id);
  expect(await stateOf(db().update(tillEntries).set({ amountMinor: 1 }).where(one))).toBe('23001');
  expect(await stateOf(db().delete(tillEntries).where(one))).toBe('23001');
  expect(await stateOf(db().update(tillEntries).set({ note: null }).where(one))).toBe('done');
});

test('the desk pays out what it took for a reservation, and not a cent more', async () => {
  const reservation = await makeReservation();
  expect(await stateOf(payOut(reservation, 1))).toBe(CHECK);
  await makeTillEntry(reservation);
  expect(await stateOf(payOut(reservation, 4501))).toBe(CHECK);
  expect(await stateOf(payOut(reservation, 4500))).toBe('done');
  expect(await stateOf(payOut(reservation, 1))).toBe(CHECK);
});

/** Eight payouts of the whole sum that all read the till before any of them commits. */
async function payOutEightTimes(): Promise<number> {
  const reservation = await makeReservation();
  await makeTillEntry(reservation);
  const { id: takenBy } = await makeUser();
  const { id: reservationId, clubId } = reservation;
  let waiting = 8;
  let open = () => {};
  const written = new Promise<void>((resolve) => {
    open = resolve;
  });
  const one = (n: number) =>
    db().transaction(async (tx) => {
      const row = { clubId, reservationId, currency: 'EUR', takenBy, requestKey: `${reservationId} ${n}` };
      await tx.insert(tillEntries).values({ ...row, kind: 'payout', method: 'bizum', amountMinor: -4500 });
      waiting -= 1;
      if (waiting === 0) open();
      await written;
    });
  await Promise.allSettled(Array.from({ length: 8 }, (_, n) => one(n)));
  return tillOf(reservation);
}

test('payouts at once give back what came, once', async () => {
  expect(await payOutEightTimes()).toBe(0);
});

test('without the rule each of them would', async () => {
  await db().execute(sql`alter table till_entries disable trigger till_within_paid`);
  expect(await payOutEightTimes()).toBe(-7 * 4500);
  await db().execute(sql`alter table till_entries enable trigger till_within_paid`);
});

test.each([
  ['a payment that takes money away', { amountMinor: -1 }],
  ['a payout that brings money', { kind: 'payout' as const }],
  ['a payment for nothing', { reservationId: null }],
  ['cash without a shift', { method: 'cash' as const }],
  ['change that is not cash', { kind: 'cash_in' as const, reservationId: null }],
  ['a reversal with the sign of what it reverses', 'reversal' as const],
])('%s is no entry', async (_title, entry) => {
  const reservation = await makeReservation();
  const overrides = entry === 'reversal' ? { reverses: (await makeTillEntry(reservation)).id } : entry;
  expect(await stateOf(makeTillEntry(reservation, overrides))).toBe(CHECK);
});

test('a club has one open till of a name', async () => {
  const { id } = await makeUser();
  const { clubId } = await makeReservation();
  await makeTillShift(clubId, id);
  expect(await stateOf(makeTillShift(clubId, id))).toBe('23505');
  expect(await stateOf(makeTillShift(clubId, id, { name: 'bar' }))).toBe('done');
});

test.each([
  ['of nothing', { amountMinor: 0 }],
  ['both paid and waived', { settledAt: new Date(), waiveReason: 'rain' }],
  ['waived without a reason', { waivedAt: new Date() }],
  ['with a reason that nobody gave', { waiveReason: 'rain', waivedAt: null }],
])('there is no due %s', async (_title, overrides) => {
  const waived = 'waiveReason' in overrides && { waivedAt: new Date(), waivedBy: (await makeUser()).id };
  expect(await stateOf(makeDue(await makeReservation(), { ...waived, ...overrides }))).toBe(CHECK);
});

test('the rest of a due is open once', async () => {
  const reservation = await makeReservation();
  const { id: splitOf } = await makeDue(reservation, { settledAt: new Date() });
  await makeDue(reservation, { splitOf, amountMinor: 1000 });
  expect(await stateOf(makeDue(reservation, { splitOf, amountMinor: 1000 }))).toBe('23505');
});
