import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { previewCancellation } from './preview-cancellation';

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);

async function cancelled(
  moved: Partial<Parameters<typeof makeReservation>[0]>,
  paid: Parameters<typeof makePayment>[1] = {},
) {
  const player = await makeUser();
  const booking = await makeReservation({ userId: player.id, startsAt: inHours(3), ...moved });
  await makePayment(booking, paid);
  return previewCancellation(personContext(player), { reservationId: booking.id });
}

test('a booking that the club moved forward is cancelled as from its earlier start', async () => {
  expect(await cancelled({})).toMatchObject({ refundMinor: 2250, rule: 'partial' });
  expect(await cancelled({ policyStartsAt: inHours(48) })).toMatchObject({ refundMinor: 4500, rule: 'free' });
});

test('a booking that the club moved back is cancelled as from its own start', async () => {
  const late = { startsAt: inHours(48), policyStartsAt: inHours(3) };
  expect(await cancelled(late)).toMatchObject({ refundMinor: 4500, rule: 'free' });
});

test('the share is of the price, and what was paid beyond it goes back whole', async () => {
  expect(await cancelled({ priceMinor: 3600 }, { amountMinor: 4500 })).toMatchObject({
    refundMinor: 1800 + 900,
    rule: 'partial',
  });
});
