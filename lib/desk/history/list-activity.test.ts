import { expect, test } from 'vitest';
import { transaction } from '@/db';
import type { Context, StaffRole } from '@/lib/core/context';
import { openDue } from '@/lib/ledger/open-due';
import { recordDetail } from '@/lib/ledger/states';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
} from '@/test/factories';
import { blockCustomer } from '@/lib/desk/block-customer';
import { listActivity } from './list-activity';

async function makeTeam() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const join = async (name: string, role: StaffRole) => {
    const person = await makeUser({ name });
    await makeStaff(person.id, club.id, role);
    return { ...person, ctx: personContext(person, { staff: [{ clubId: club.id, role }] }) };
  };
  const list = (ctx: Context, asked: { by?: string; of?: string; page?: number; pageSize?: number } = {}) =>
    listActivity(ctx, club.slug, { page: 1, pageSize: 20, ...asked });
  return { club, court, list, marta: await join('Marta', 'manager'), laura: await join('Laura', 'desk') };
}

const addPlayer = (
  ctx: Context,
  booking: Parameters<typeof openDue>[2]['reservation'] & { status: 'confirmed' },
) =>
  transaction((tx) =>
    recordDetail(tx, ctx, 'reservation', booking, { detail: { player_added: 0 }, asStaff: true }),
  );

const makeBooking = async (courtId: number) => ({
  ...(await makeReservation({ courtId })),
  status: 'confirmed' as const,
});

test('a manager reads what everybody did at the club, newest first, and a desk what it did itself', async () => {
  const { club, court, list, marta, laura } = await makeTeam();
  const booking = await makeBooking(court.id);
  await addPlayer(laura.ctx, booking);
  await transaction((tx) =>
    openDue(tx, laura.ctx, { reservation: booking, amountMinor: 400, cause: 'moved' }),
  );
  const { id } = await makeCustomer(club.id);
  await blockCustomer(marta.ctx, id, { reason: 'No vino' });
  const byLaura = [
    { entity: 'due', toState: 'open', reservationId: booking.id, actorName: 'Laura' },
    { entity: 'reservation', reservationId: booking.id, actorName: 'Laura' },
  ];
  const { results, count } = await list(marta.ctx);
  expect(results).toMatchObject([
    { entity: 'customer', entityId: id, reservationId: null, actorName: 'Marta' },
    ...byLaura,
  ]);
  expect(count).toBe(3);
  expect((await list(laura.ctx)).results).toMatchObject(byLaura);
  expect((await list(laura.ctx, { by: marta.id })).results).toEqual([]);
});

test('it can be read by person, by booking and by page', async () => {
  const { club, court, list, marta, laura } = await makeTeam();
  const [one, other] = [await makeBooking(court.id), await makeBooking(court.id)];
  await addPlayer(laura.ctx, one);
  await addPlayer(laura.ctx, other);
  await blockCustomer(marta.ctx, (await makeCustomer(club.id)).id, { reason: 'No vino' });
  expect((await list(marta.ctx, { by: laura.id })).count).toBe(2);
  expect((await list(marta.ctx, { of: one.id })).results).toMatchObject([{ entityId: one.id }]);
  expect(await list(marta.ctx, { page: 2, pageSize: 2 })).toMatchObject({
    count: 3,
    results: [{ entityId: one.id }],
  });
  expect(await list(marta.ctx, { page: 3, pageSize: 2 })).toEqual({ count: 3, results: [] });
});

test('what the same person did at another club is not told', async () => {
  const [here, elsewhere] = [await makeTeam(), await makeTeam()];
  await makeStaff(elsewhere.laura.id, here.club.id, 'desk');
  await addPlayer(elsewhere.laura.ctx, await makeBooking(elsewhere.court.id));
  expect((await here.list(here.marta.ctx)).results).toEqual([]);
});
