import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { customers, dues, payments, tillEntries } from '@/db/schema';
import { accountedOf } from '@/lib/ledger/read-figures';
import { staffOf } from '@/test/at-desk';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeUser,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { settlePerson } from './settle-person';

async function makeRegular() {
  const club = await makeClub();
  const user = await makeUser();
  const [person] = await db().insert(customers).values({ clubId: club.id, userId: user.id }).returning();
  const book = async (more: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: (await makeCourt({ clubId: club.id })).id,
      userId: user.id,
      ...more,
    });
  return { club, id: person?.id ?? '', user, book, desk: await staffOf(club.id, 'desk') };
}

test('all that somebody owes is taken at once, an entry for each booking, and each stays accounted for', async () => {
  const { id, user, book, desk } = await makeRegular();
  const [one, other, paid, elsewhere] = [
    await book(),
    await book(),
    await book(),
    await makeReservation({ userId: user.id }),
  ];
  await makeDue(one, { amountMinor: 2000 });
  await makeDue(one, { amountMinor: 2500, cause: 'extra' });
  await makeDue(other);
  await makePayment(paid);
  const foreign = await makeDue(elsewhere);
  const open = await makePayment(other, { status: 'pending', receivedMinor: 0, completedAt: null });
  const { entries, paidMinor } = await settlePerson(desk, id, {
    method: 'bizum',
    expected: { amount: '90.00' },
  });
  expect(paidMinor).toBe(9000);
  expect(entries.map(({ reservationId, amountMinor }) => [reservationId, amountMinor])).toEqual(
    [one, other].map((each) => [each.id, 4500]),
  );
  for (const each of [one, other])
    expect(await db().transaction((tx) => accountedOf(tx, each.id))).toBe(4500);
  expect(await db().select().from(dues).where(eq(dues.id, foreign.id))).toMatchObject([{ settledAt: null }]);
  expect(await db().select().from(payments).where(eq(payments.id, open.id))).toMatchObject([
    { cancelRequestedAt: expect.any(Date) },
  ]);
});

test('nothing is taken at another sum than was shown, nor when nothing is owed', async () => {
  const { id, book, desk } = await makeRegular();
  const booking = await book();
  await makeDue(booking);
  const seen = { method: 'bizum', expected: { amount: '30.00' } } as const;
  expect(await refusalOf(settlePerson(desk, id, seen))).toMatchObject({
    code: 'conflict',
    details: { owed: { amount: '45.00', currency: 'EUR' } },
  });
  expect(await db().$count(tillEntries, eq(tillEntries.reservationId, booking.id))).toBe(0);
  await settlePerson(desk, id, { method: 'bizum' });
  expect(await refusalOf(settlePerson(desk, id, { method: 'bizum' }))).toMatchObject({ code: 'conflict' });
});

test('what the club owes stays, and a second press takes nothing more', async () => {
  const { id, book, desk } = await makeRegular();
  await makeDue(await book());
  const back = await makeDue(await book({ status: 'cancelled' }), { amountMinor: -1500, cause: 'cancelled' });
  const press = { ...desk, requestKey: crypto.randomUUID() };
  const twice = await Promise.all([1, 2].map(() => settlePerson(press, id, { method: 'bizum' })));
  expect(twice.map(({ entries }) => entries.map((entry) => entry.id))).toEqual([
    twice[0]?.entries.map((entry) => entry.id),
    twice[0]?.entries.map((entry) => entry.id),
  ]);
  expect(twice[0]?.entries).toHaveLength(1);
  expect(await db().select().from(dues).where(eq(dues.id, back.id))).toMatchObject([{ settledAt: null }]);
});

test('cash needs an open till, and the books take nothing', async () => {
  const { club, id, book, desk } = await makeRegular();
  await makeDue(await book());
  expect(await refusalOf(settlePerson(desk, id, { method: 'cash' }))).toMatchObject({ code: 'conflict' });
  const books = await staffOf(club.id, 'accountant');
  expect(await refusalOf(settlePerson(books, id, { method: 'bizum' }))).toMatchObject({ code: 'forbidden' });
  const other = await staffOf((await makeClub()).id, 'desk');
  expect(await refusalOf(settlePerson(other, id, { method: 'bizum' }))).toMatchObject({ code: 'not_found' });
  expect(
    await refusalOf(settlePerson(desk, (await makeCustomer(club.id)).id, { method: 'bizum' })),
  ).toMatchObject({
    code: 'conflict',
  });
});
