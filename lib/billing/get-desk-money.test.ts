import { describe, expect, test } from 'vitest';
import { readSignedToken } from '@/lib/auth/signed-token';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { staffOf, unpaid } from '@/test/at-desk';
import { makeDue, makeReservation, makeUser, personContext } from '@/test/factories';
import { getDeskMoney } from './get-desk-money';
import { payDue } from './pay-due';
import { reverseEntry } from './reverse-entry';
import { waiveDue } from './waive-due';

async function owing() {
  const user = await makeUser();
  const { reservation, ...staff } = await unpaid({ userId: user.id });
  return { ...staff, reservation, player: personContext(user), due: await makeDue(reservation) };
}

describe('the money of a booking, as its player is told', () => {
  test('is what is owed, with the link of the first due until the last part is paid', async () => {
    const { reservation, player, desk, due } = await owing();
    await payDue(desk, due.id, { method: 'bizum', amount: '20.00' });
    const { payToken, ...money } = await getDeskMoney(player, reservation.id);
    expect(money).toMatchObject({ owedMinor: 2500, moved: [{ method: 'bizum', amountMinor: 2000 }] });
    expect(readSignedToken('payment-link', payToken ?? '')).toBe(due.id);
    await payDue(desk, due.id, { method: 'card_terminal' });
    expect(await getDeskMoney(player, reservation.id)).toMatchObject({
      owedMinor: 0,
      payToken: null,
      moved: [{ amountMinor: 2000 }, { amountMinor: 2500 }],
    });
  });

  test('gives its staff no link, and a stranger nothing', async () => {
    const { reservation, desk, clubId } = await owing();
    expect(await getDeskMoney(desk, reservation.id)).toMatchObject({ owedMinor: 4500, payToken: null });
    const stranger = personContext(await makeUser());
    await expect(getDeskMoney(stranger, reservation.id)).rejects.toMatchObject({ code: 'not_found' });
    const books = await staffOf(clubId, 'accountant');
    expect(await getDeskMoney(books, reservation.id)).toMatchObject({ owedMinor: 4500, payToken: null });
  });

  test('leaves out what was taken by mistake, and tells what was waived', async () => {
    const { reservation, player, desk, manager, due } = await owing();
    const { entry } = await payDue(desk, due.id, { method: 'bizum', amount: '20.00' });
    await reverseEntry(desk, entry.id, { reason: 'Era otra reserva' });
    await waiveDue(manager, due.id, { reason: 'Llovió' });
    expect(await getDeskMoney(player, reservation.id)).toMatchObject({
      owedMinor: 2000,
      moved: [],
      waivedMinor: 2500,
    });
  });

  test('is below 0 when the club owes it, and then there is nothing to pay', async () => {
    const { reservation, player, desk, manager, due } = await owing();
    await payDue(desk, due.id, { method: 'bizum' });
    await cancelReservation(manager, { reservationId: reservation.id, refund: 'full' });
    expect(await getDeskMoney(player, reservation.id)).toMatchObject({ owedMinor: -4500, payToken: null });
  });

  test('of a hold is nothing, because its price is not owed', async () => {
    const user = await makeUser();
    const held = await makeReservation({ userId: user.id, status: 'pending' });
    expect(await getDeskMoney(personContext(user), held.id)).toEqual({
      owedMinor: 0,
      payToken: null,
      moved: [],
      waivedMinor: 0,
    });
  });
});
