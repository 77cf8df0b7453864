import { expect, test } from 'vitest';
import { db } from '@/db';
import { customers } from '@/db/schema';
import { findCustomers, findCustomersSchema } from '@/lib/desk/find-customers';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import type { Segment } from './list-segment';

const DAY_MS = 86_400_000;

async function makeDesk() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const list = async (segment: Segment, more: Record<string, unknown> = {}) => {
    const found = await findCustomers(desk, club.id, findCustomersSchema.parse({ segment, ...more }));
    return { names: found.results.map(({ name }) => name), count: found.count };
  };
  const withAccount = async (name: string, email?: string) => {
    const user = await makeUser({ name, ...(email && { email }) });
    await db().insert(customers).values({ clubId: club.id, userId: user.id, words: name.toLowerCase() });
    return { userId: user.id, customerId: null };
  };
  const without = async (name: string, more: Parameters<typeof makeCustomer>[1] = {}) => ({
    userId: null,
    customerId: (await makeCustomer(club.id, { name, ...more })).id,
  });
  const play = (whose: { userId: string | null; customerId: string | null }, days: number, more = {}) =>
    makeReservation({
      clubId: club.id,
      courtId: court.id,
      startsAt: new Date(Date.now() + days * DAY_MS),
      status: days < 0 ? 'completed' : 'confirmed',
      ...whose,
      ...more,
    });
  return { club, list, withAccount, without, play };
}

test('who owes comes by how much, whatever the club owes others', async () => {
  const { list, withAccount, without, play } = await makeDesk();
  const [little, much, owed] = [
    await without('Poco'),
    await withAccount('Mucho'),
    await without('Acreedora'),
  ];
  await makeDue(await play(little, 2), { amountMinor: 1000 });
  await makeDue(await play(much, 3), { amountMinor: 2000 });
  await makeDue(await play(much, -3), { amountMinor: 3000 });
  await makeDue(await play(owed, 4, { status: 'cancelled' }), { amountMinor: -500, cause: 'cancelled' });
  await makeDue(await play(await without('Pagado'), 5), { settledAt: new Date() });
  expect(await list('owing')).toEqual({ names: ['Mucho', 'Poco'], count: 2 });
  expect(await list('owing', { pageSize: 1, page: 2 })).toEqual({ names: ['Poco'], count: 2 });
  expect(await list('owing', { q: 'poc' })).toEqual({ names: ['Poco'], count: 1 });
});

test('who last played more than 60 days ago has lapsed, unless something is booked', async () => {
  const { list, withAccount, without, play } = await makeDesk();
  await play(await without('Lejana'), -100);
  const regular = await withAccount('Fiel');
  await play(regular, -90);
  await play(regular, -10);
  const back = await without('Vuelve');
  await play(back, -80);
  await play(back, 3);
  await play(await withAccount('Reciente'), -61);
  await play(await without('Nunca'), -70, { status: 'cancelled' });
  expect(await list('lapsed')).toEqual({ names: ['Reciente', 'Lejana'], count: 2 });
});

test('who shares a number or a mail stands beside the other, with or without an account', async () => {
  const { list, withAccount, without } = await makeDesk();
  await without('Ana', { phone: '+34611222333' });
  await without('A. Pérez', { phone: '+34611222333' });
  await without('Otra', { phone: '+34611222334' });
  await withAccount('Con cuenta', 'misma@example.com');
  await without('Sin cuenta', { email: 'misma@example.com' });
  await makeCustomer((await makeClub()).id, { phone: '+34611222334' });
  const { names, count } = await list('alike');
  expect(count).toBe(4);
  expect([names.slice(0, 2).toSorted(), names.slice(2).toSorted()]).toEqual([
    ['Con cuenta', 'Sin cuenta'],
    ['A. Pérez', 'Ana'],
  ]);
});
