import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { systemContext } from '@/lib/core/context';
import { bookAndPay, bookAsPlayer, inDays } from '@/test/bookings';
import { makeReservation } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { confirmReservation } from './confirm-reservation';

const sandbox = useSandbox({ providers: ['stripe'] });

const customersOf = (userId: string) =>
  db().query.customers.findMany({ where: (row, { eq }) => eq(row.userId, userId) });

test('a hold makes nobody a customer of the club', async () => {
  const { player } = await bookAsPlayer();
  expect(await customersOf(player.id)).toEqual([]);
});

test('a confirmed booking makes its player a customer of the club, and the next one no second time', async () => {
  const { player, courtId } = await bookAndPay(sandbox());
  const [first] = await customersOf(player.id);
  expect(first).toMatchObject({ name: null, category: null });
  // The first is two days ahead, and must not be met at any hour of the day.
  const startsAt = new Date(`${inDays(4)}T10:00:00Z`);
  const next = await makeReservation({ courtId, userId: player.id, status: 'payment_pending', startsAt });
  await transaction((tx, after) => confirmReservation(tx, after, systemContext('test'), next));
  expect(await customersOf(player.id)).toEqual([first]);
});
