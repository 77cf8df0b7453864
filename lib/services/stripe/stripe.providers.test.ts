import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterEach, describe, expect, test } from 'vitest';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { UnreadableReply } from '@/lib/services/call/read-reply';
import { getService } from '@/lib/services/call/registry';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import {
  cancelIntent,
  createCustomer,
  createIntent,
  createRefund,
  findRefund,
  getIntent,
  listIntents,
  listRecentRefunds,
  listRefunds,
} from './stripe';
import { parseStripeWebhook } from './stripe-webhook';

const sandbox = useSandbox({ providers: ['stripe'] });

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const key = () => randomUUID();
const metadata = { reservation_id: 'r1', user_id: 'u1', payment_id: 'p1' };

async function makeIntent(amountMinor = 4_500, idempotencyKey = key()) {
  const { id: customerId } = await createCustomer(
    { userId: 'u1', email: 'ana@pista.test', name: 'Ana' },
    `customer-of-${idempotencyKey}`,
  );
  return createIntent(
    { amountMinor, currency: 'EUR', customerId, metadata, description: 'Pista 1' },
    idempotencyKey,
  );
}

const control = (path: string, body: object = {}) =>
  fetch(`${sandbox().urls.stripe}/_control${path}`, { method: 'POST', body: JSON.stringify(body) });

async function makePaidIntent() {
  const { id } = await makeIntent();
  await control(`/payment_intents/${id}/pay`);
  return getIntent(id);
}

test('the registry names the API version that the SDK is pinned to', () => {
  expect(getService('payment').version).toBe(Stripe.API_VERSION);
});

describe('intents', () => {
  test('an intent is made over the quote and read back the same', async () => {
    const intent = await makeIntent();
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      amountMinor: 4_500,
      receivedMinor: 0,
      currency: 'EUR',
      metadata,
      lastError: null,
      livemode: false,
    });
    expect(intent.clientSecret).toContain(intent.id);
    expect(await getIntent(intent.id)).toEqual(intent);
  });

  test('the same key gives the same intent, also when the answer to the first was lost', async () => {
    const same = key();
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/payment_intents', times: 1 });
    const [first, second] = [await makeIntent(4_500, same), await makeIntent(4_500, same)];
    expect(second.id).toBe(first.id);
  });

  test('the same key with another amount is refused for good', async () => {
    const same = key();
    await makeIntent(4_500, same);
    await expect(makeIntent(5_000, same)).rejects.toBeInstanceOf(ProviderRefusal);
  });

  test('an intent that was paid meanwhile is not cancelled but told as it is', async () => {
    const { id } = await makePaidIntent();
    expect(await cancelIntent(id)).toMatchObject({ status: 'succeeded', receivedMinor: 4_500 });
  });

  test('an open intent is cancelled, and stays so', async () => {
    const { id } = await makeIntent();
    expect(await cancelIntent(id)).toMatchObject({ status: 'canceled' });
    expect(await cancelIntent(id)).toMatchObject({ status: 'canceled' });
  });

  test('one that does not exist is a final no and leaves the breaker closed', async () => {
    await expect(getIntent('pi_nowhere')).rejects.toMatchObject({ status: 404, code: 'resource_missing' });
    expect(breakerOf('payment').state).toBe('closed');
  });
});

describe('refunds', () => {
  test('part of a payment is sent back, and more than is left is refused', async () => {
    const { id: paymentIntentId } = await makePaidIntent();
    const refund = await createRefund(
      {
        paymentIntentId,
        amountMinor: 1_500,
        reason: 'requested_by_customer',
        metadata: { refund_id: 'x' },
      },
      key(),
    );
    expect(refund).toMatchObject({
      paymentIntentId,
      amountMinor: 1_500,
      currency: 'EUR',
      status: 'succeeded',
      metadata: { refund_id: 'x' },
    });
    expect(await findRefund(refund.id)).toEqual(refund);
    expect(await listRefunds(paymentIntentId)).toEqual([refund]);
    await expect(
      createRefund({ paymentIntentId, amountMinor: 3_001, reason: null, metadata: {} }, key()),
    ).rejects.toBeInstanceOf(ProviderRefusal);
  });
});

test('lists are read page by page to the end', async () => {
  const createdAfter = new Date(Date.now() - 60_000);
  await Promise.all(Array.from({ length: 20 }, () => makeIntent()));
  const { id: paymentIntentId } = await makePaidIntent();
  for (let part = 0; part < 101; part += 1) {
    await createRefund({ paymentIntentId, amountMinor: 10, reason: null, metadata: {} }, key());
  }
  expect(await listRefunds(paymentIntentId)).toHaveLength(101);

  const intents = new Set<string>();
  for await (const intent of listIntents({ createdAfter, naming: 'payment_id' })) {
    if (!(intent instanceof UnreadableReply)) intents.add(intent.id);
  }
  expect(intents.has(paymentIntentId)).toBe(true);
  const refunds = new Set<string>();
  for await (const refund of listRecentRefunds({ createdAfter })) {
    if (!(refund instanceof UnreadableReply)) refunds.add(refund.id);
  }
  expect(refunds.size).toBeGreaterThanOrEqual(101);
});

describe('an outage', () => {
  test.each([{ mode: 'status', status: 500 }, { mode: 'refuse' }, { mode: 'status', status: 429 }])(
    'is service_unavailable (%j)',
    async (fault) => {
      await addFault(sandbox(), 'stripe', fault);
      await expect(makeIntent()).rejects.toMatchObject({ code: 'service_unavailable' });
    },
  );

  test('a read in a request survives one', async () => {
    const { id } = await makeIntent();
    await addFault(sandbox(), 'stripe', { mode: 'status', status: 500, times: 1 });
    expect(await getIntent(id)).toMatchObject({ id });
  });
});

describe('webhooks', () => {
  const body = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    api_version: Stripe.API_VERSION,
    created: 1_700_000_000,
    livemode: false,
    data: { object: { id: 'pi_1', object: 'payment_intent' } },
  });
  const sign = (secret: string, payload = body, timestamp = Math.floor(Date.now() / 1000)) =>
    new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret, timestamp });

  test('a signed event is read', () => {
    expect(parseStripeWebhook(body, sign(SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET))).toMatchObject({
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      objectId: 'pi_1',
      livemode: false,
      payload: { id: 'evt_1' },
    });
  });

  test.each([
    ['another secret', () => sign('whsec_other')],
    ['an old signature', () => sign(SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET, body, Date.now() / 1000 - 301)],
    ['the signature of another body', () => sign(SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET, `${body} `)],
    ['no signature', () => ''],
  ])('%s is refused', (_, signature) => {
    expect(() => parseStripeWebhook(body, signature())).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });
});
