import { expect, test } from 'vitest';
import { startCardChange } from '@/lib/payments/shares/change-card';
import { createBookingCustomer, createSetupIntent, getSetupIntent } from '@/lib/services/stripe/saved-cards';
import { bookShared, costOf } from '@/test/shared-bookings';
import { stripeControl } from '@/test/stripe-control';
import { stripeEvent } from '@/test/stripe-events';
import { useWebhooks, workOff } from '@/test/webhooks';

const { sandbox, deliver } = useWebhooks();

const cardOf = async (reservationId: string) => (await costOf(reservationId))?.paymentMethodId;

async function savedEvent(setupId: string) {
  await stripeControl(sandbox(), `setup_intents/${setupId}/confirm`);
  return stripeEvent(sandbox(), setupId, 'setup_intent.succeeded');
}

test('a saved card is kept for the open shares though nobody came back to the page', async () => {
  const { ctx, reservationId } = await bookShared(sandbox());
  const [setupId = ''] = (await startCardChange(ctx, { reservationId })).clientSecret.split('_secret_');
  const event = await savedEvent(setupId);
  for (let copy = 0; copy < 3; copy += 1) expect(await deliver(event)).toBe(200);
  expect(await workOff()).toEqual(['done']);
  expect(await cardOf(reservationId)).toBe((await getSetupIntent(setupId)).paymentMethodId);
});

test('a card that another application saved is none of ours', async () => {
  const booking = { reservationId: 'theirs', email: 'ana@pista.test', name: null };
  const { id: customerId } = await createBookingCustomer(booking, 'their customer');
  const metadata = { reservation_id: 'theirs', replaces: 'none' };
  const { id } = await createSetupIntent({ customerId, metadata }, 'their wish');
  await deliver(await savedEvent(id));
  expect(await workOff()).toEqual(['ignored']);
});
