import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import {
  chargeSavedCard,
  createBookingCustomer,
  createSetupIntent,
  findLastSetup,
  getLastDigits,
  getSetupIntent,
  isCustomerMissing,
} from './saved-cards';
import { createIntent, deleteCustomer, getIntent, listIntentsOf } from './stripe';

const sandbox = useSandbox({ providers: ['stripe'] });

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const DECLINED_OFF_SESSION = '4000000000000051';
const ALWAYS_ASKS_THE_BANK = '4000002760003184';
const metadata = { reservation_id: 'r1', payment_id: 'p1', replaces: 'pm_1' };
const key = (): string => randomUUID();
const since = () => ({ createdAfter: new Date(Date.now() - 60_000) });

async function makeCustomer(): Promise<string> {
  const booking = { reservationId: 'r1', email: 'ana@pista.test', name: 'Ana' };
  return (await createBookingCustomer(booking, key())).id;
}

/** A customer whose card has paid their own share and is kept for the rest. */
async function savedCard(card = '4242424242424242') {
  const customerId = await makeCustomer();
  const first = await createIntent(
    { amountMinor: 1_000, currency: 'EUR', customerId, savesCard: true, metadata, description: 'Pista 1' },
    key(),
  );
  await stripeControl(sandbox(), `payment_intents/${first.id}/pay`, { card });
  if (card === ALWAYS_ASKS_THE_BANK) {
    await stripeControl(sandbox(), `payment_intents/${first.id}/authenticate`, { approve: true });
  }
  const paid = await getIntent(first.id);
  expect(paid).toMatchObject({ status: 'succeeded', customerId, receivedMinor: 1_000 });
  return { customerId, paymentMethodId: paid.paymentMethodId ?? '' };
}

const charge = (saved: { customerId: string; paymentMethodId: string }, idempotencyKey = key()) =>
  chargeSavedCard(
    { ...saved, amountMinor: 3_000, currency: 'EUR', metadata, description: 'Pista 1' },
    idempotencyKey,
  );

describe('a saved card', () => {
  test('is that of the intent which saves it, and pays without its owner', async () => {
    const saved = await savedCard();
    const intent = await charge(saved);
    expect(intent).toMatchObject({
      ...saved,
      status: 'succeeded',
      amountMinor: 3_000,
      receivedMinor: 3_000,
      currency: 'EUR',
      metadata,
      lastError: null,
    });
    expect(await getIntent(intent.id)).toEqual(intent);
  });

  test('is not kept by an intent that does not save it', async () => {
    const customerId = await makeCustomer();
    const once = { amountMinor: 1_000, currency: 'EUR', customerId, metadata, description: 'Pista 1' };
    const { id, paymentMethodId } = await createIntent(once, key());
    expect(paymentMethodId).toBeNull();
    await stripeControl(sandbox(), `payment_intents/${id}/pay`);
    const paid = await getIntent(id);
    const again = charge({ customerId, paymentMethodId: paid.paymentMethodId ?? '' });
    await expect(again).rejects.toBeInstanceOf(ProviderRefusal);
  });

  test.each([
    [DECLINED_OFF_SESSION, 'card_declined', 'generic_decline'],
    [ALWAYS_ASKS_THE_BANK, 'authentication_required', 'authentication_required'],
  ])(
    '%s is refused as an intent with its error, the same under the same key',
    async (card, code, declineCode) => {
      const saved = await savedCard(card);
      const same = key();
      const declined = await charge(saved, same);
      expect(declined).toMatchObject({
        status: 'requires_payment_method',
        receivedMinor: 0,
        paymentMethodId: null,
        lastError: { code, declineCode },
      });
      expect(await charge(saved, same)).toEqual(declined);
      expect(await getIntent(declined.id)).toEqual(declined);
      expect(await listIntentsOf(saved.customerId, since())).toHaveLength(2);
    },
  );

  test('that is declined again and again does not open the breaker', async () => {
    const saved = await savedCard(DECLINED_OFF_SESSION);
    for (let times = 0; times < 10; times += 1) expect((await charge(saved)).lastError).not.toBeNull();
    expect(breakerOf('payment').state).toBe('closed');
  });

  test('is charged once when the answer was lost', async () => {
    const saved = await savedCard();
    const same = key();
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/payment_intents', times: 2 });
    await expect(charge(saved, same)).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    const paid = await charge(saved, same);
    expect(paid.status).toBe('succeeded');
    const charged = (await listIntentsOf(saved.customerId, since())).filter(
      ({ amountMinor }) => amountMinor === 3_000,
    );
    expect(charged.map(({ id }) => id)).toEqual([paid.id]);
  });

  test('is charged once when Stripe fails after its work, and keeps that failure under the key', async () => {
    const saved = await savedCard();
    const same = key();
    const paid = async () =>
      (await listIntentsOf(saved.customerId, since())).find(({ amountMinor }) => amountMinor === 3_000);
    await stripeControl(sandbox(), 'work', { fail: 1, after_work: true });
    await expect(charge(saved, same)).rejects.toMatchObject({ code: 'service_unavailable' });
    const found = await sendUnderKey(same, (fresh) => charge(saved, fresh), paid);
    expect(found).toMatchObject({ status: 'succeeded', receivedMinor: 3_000 });
    expect(await listIntentsOf(saved.customerId, since())).toHaveLength(2);
  });

  test.each([{ mode: 'status', status: 500 }, { mode: 'refuse' }, { mode: 'status', status: 429 }])(
    'waits while Stripe is away (%j)',
    async (fault) => {
      const saved = await savedCard();
      await addFault(sandbox(), 'stripe', fault);
      await expect(charge(saved)).rejects.toMatchObject({ code: 'service_unavailable' });
    },
  );

  test('is gone with its customer, who is then known to be missing', async () => {
    const saved = await savedCard();
    await deleteCustomer(saved.customerId);
    const refusal = await charge(saved).catch((error) => error);
    expect(refusal).toBeInstanceOf(ProviderRefusal);
    expect(isCustomerMissing(refusal)).toBe(true);
    const setup = createSetupIntent({ customerId: saved.customerId, metadata }, key());
    expect(isCustomerMissing(await setup.catch((error) => error))).toBe(true);
  });

  test('of somebody else is refused for good, which is not a missing customer', async () => {
    const [mine, theirs] = [await savedCard(), await savedCard()];
    const refusal = await charge({ ...mine, paymentMethodId: theirs.paymentMethodId }).catch(
      (error) => error,
    );
    expect(refusal).toMatchObject({ name: 'ProviderRefusal', param: 'payment_method' });
    expect(isCustomerMissing(refusal)).toBe(false);
  });
});

describe('a wish to save another card', () => {
  test('is opened once under its key, and tells the card once it is saved', async () => {
    const customerId = await makeCustomer();
    const same = key();
    const setup = await createSetupIntent({ customerId, metadata }, same);
    expect(setup).toMatchObject({
      status: 'requires_payment_method',
      customerId,
      paymentMethodId: null,
      metadata,
      lastError: null,
    });
    expect(setup.clientSecret).toContain(setup.id);
    expect((await createSetupIntent({ customerId, metadata }, same)).id).toBe(setup.id);
    await stripeControl(sandbox(), `setup_intents/${setup.id}/confirm`);
    const saved = await getSetupIntent(setup.id);
    expect(saved).toMatchObject({ status: 'succeeded', customerId });
    expect(await findLastSetup(customerId)).toEqual(saved);
    expect(await getLastDigits(saved.paymentMethodId ?? '')).toBe('4242');
    const intent = await charge({ customerId, paymentMethodId: saved.paymentMethodId ?? '' });
    expect(intent.status).toBe('succeeded');
  });

  test('keeps why the last card was not saved', async () => {
    const setup = await createSetupIntent({ customerId: await makeCustomer(), metadata }, key());
    const card = '4000000000009995';
    await expect(stripeControl(sandbox(), `setup_intents/${setup.id}/confirm`, { card })).rejects.toThrow(
      '402',
    );
    expect(await getSetupIntent(setup.id)).toMatchObject({
      status: 'requires_payment_method',
      paymentMethodId: null,
      lastError: { code: 'card_declined', declineCode: 'insufficient_funds' },
    });
  });

  test('that does not exist is a final no', async () => {
    await expect(getSetupIntent('seti_nowhere')).rejects.toMatchObject({
      status: 404,
      code: 'resource_missing',
    });
  });

  test('is read through one failure', async () => {
    const setup = await createSetupIntent({ customerId: await makeCustomer(), metadata }, key());
    await addFault(sandbox(), 'stripe', { mode: 'status', status: 500, times: 1 });
    expect(await getSetupIntent(setup.id)).toEqual(setup);
  });
});
