import { expect, test } from 'vitest';
import { makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { listReservations } from './reservation-details';

test('a hold that lapsed is left out of the games gone by, unless money came for it', async () => {
  const player = await makeUser();
  const lapsed = { userId: player.id, status: 'expired' } as const;
  await makePayment(await makeReservation(lapsed), { status: 'cancelled' });
  const paid = await makeReservation(lapsed);
  await makePayment(paid);
  const past = await listReservations(personContext(player), { when: 'past', page: 1, pageSize: 20 });
  expect(past).toMatchObject({ count: 1, results: [{ id: paid.id }] });
});
