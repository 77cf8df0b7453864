import { expect, test } from 'vitest';
import { transaction } from '@/db';
import { recordDetail } from '@/lib/ledger/states';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeUser,
  personContext,
} from '@/test/factories';
import { getBooking } from './get-booking';

async function makeDesk(role: 'desk' | 'accountant' = 'desk') {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const person = await makeUser({ name: 'Laura Cano' });
  return { club, court, ctx: personContext(person, { staff: [{ clubId: club.id, role }] }) };
}

test('a booking has its player, its money and its history', async () => {
  const { club, court, ctx } = await makeDesk();
  const player = await makeUser({ name: 'Beatriz León', phone: '+34622914508' });
  const booking = await makeReservation({ courtId: court.id, userId: player.id });
  await makePayment(booking, { amountMinor: 3000 });
  const entry = await makeTillEntry(booking, { amountMinor: 500 });
  const due = await makeDue(booking, { amountMinor: 1000 });
  await transaction((tx) =>
    recordDetail(tx, ctx, 'reservation', booking, { detail: { player_added: 0 }, asStaff: true }),
  );
  expect(await getBooking(ctx, club.id, booking.id)).toMatchObject({
    who: { name: 'Beatriz León', email: player.email, phone: '+34622914508', customerId: null },
    paidMinor: 3500,
    owedMinor: 1000,
    taken: [{ receivedMinor: 3000 }],
    tillEntries: [{ id: entry.id }],
    dues: [{ id: due.id }],
    history: [{ entity: 'reservation', detail: { player_added: 0 }, actorName: 'Laura Cano' }],
  });
});

test('a booking of a person without an account names them, and a block nobody', async () => {
  const { club, court, ctx } = await makeDesk();
  const { id: customerId } = await makeCustomer(club.id, { name: 'Teresa Lobo' });
  const booking = await makeReservation({ courtId: court.id, userId: null, customerId });
  const block = await makeReservation({ courtId: court.id, userId: null, kind: 'block', priceMinor: 0 });
  expect((await getBooking(ctx, club.id, booking.id)).who).toMatchObject({ name: 'Teresa Lobo', customerId });
  expect(await getBooking(ctx, club.id, block.id)).toMatchObject({ who: null, paidMinor: 0, owedMinor: 0 });
});

test('a booking of another club, or of none, is not found', async () => {
  const [here, elsewhere] = [await makeDesk(), await makeDesk()];
  const booking = await makeReservation({ courtId: elsewhere.court.id });
  for (const id of [booking.id, '0', crypto.randomUUID()])
    await expect(getBooking(here.ctx, here.club.id, id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(getBooking(here.ctx, elsewhere.club.id, booking.id)).rejects.toMatchObject({
    code: 'not_found',
  });
});
