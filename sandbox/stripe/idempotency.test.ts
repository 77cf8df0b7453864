import Stripe from 'stripe';
import { afterEach, expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();
const DAY_MS = 24 * 60 * 60_000;
const FAULT = { path: '/v1/payment_intents', rate: 1, status: 500, delay_ms: 0 } as const;

const create = (idempotencyKey: string, amount = 4500) =>
  fixture().stripe.paymentIntents.create({ amount, currency: 'eur' }, { idempotencyKey });
const count = async () => (await fixture().stripe.paymentIntents.list({ limit: 100 })).data.length;

afterEach(() => fixture().control('work', { delay_ms: 0, fail: 0, after_work: false }));

test('the same key and parameters give the same answer, marked as a replay', async () => {
  const first = await create('once');
  const again = await create('once');
  expect(again.id).toBe(first.id);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
  for (const { lastResponse } of [first, again]) {
    expect(lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  }
});

test('the answer is the one of the first time, even when the object has moved on', async () => {
  const first = await create('moved');
  await fixture().control(`payment_intents/${first.id}/pay`);
  expect((await create('moved')).status).toBe('requires_payment_method');
});

test('the same key with other parameters, or at another address, is an idempotency error', async () => {
  const { stripe } = fixture();
  await create('other');
  for (const call of [create('other', 5000), stripe.customers.create({}, { idempotencyKey: 'other' })]) {
    expect(await failureOf(call)).toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  }
});

test('a key is forgotten after 24 hours, not before', async () => {
  const { sandbox } = fixture();
  const first = await create('daily');
  sandbox.advanceClock(DAY_MS - 60_000);
  expect((await create('daily')).id).toBe(first.id);
  sandbox.advanceClock(60_000);
  expect((await create('daily')).id).not.toBe(first.id);
});

test('parameters that are refused leave the key free; work that failed does not', async () => {
  const { control, stripe } = fixture();
  expect((await failureOf(create('refused', 1))).code).toBe('amount_too_small');
  expect((await create('refused', 4500)).amount).toBe(4500);

  const intent = await create('declines');
  const confirm = () =>
    stripe.paymentIntents.confirm(
      intent.id,
      { payment_method: 'pm_card_chargeDeclined', return_url: 'http://localhost/' },
      { idempotencyKey: 'declined' },
    );
  const first = await failureOf(confirm());
  const again = await failureOf(confirm());
  expect(again).toMatchObject({ statusCode: 402, headers: { 'original-request': first.requestId } });
  expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);

  await control('work', { fail: 1 });
  expect((await failureOf(create('broken'))).statusCode).toBe(500);
  expect((await failureOf(create('broken'))).headers).toMatchObject({ 'idempotent-replayed': 'true' });
});

test('an error 500 after the work is replayed too, while the object exists', async () => {
  await fixture().control('work', { fail: 1, after_work: true });
  const before = await count();
  for (const _ of [1, 2]) expect((await failureOf(create('ambiguous'))).statusCode).toBe(500);
  expect(await count()).toBe(before + 1);
});

test('a second request while the first is in flight is refused with 409', async () => {
  const { sandbox, control } = fixture();
  await control('work', { delay_ms: 60_000 });
  const first = create('flying');
  const state = () => fetch(`${sandbox.url}/_control/state`).then((response) => response.text());
  await expect.poll(state).toContain('"flying"');
  expect((await failureOf(create('flying'))).statusCode).toBe(409);
  expect((await failureOf(create('flying'))).code).toBe('idempotency_key_in_use');
  sandbox.advanceClock(60_000);
  expect((await first).amount).toBe(4500);
});

test('when the line is cut after the work, the same key finds the same intent', async () => {
  const { sandbox } = fixture();
  const before = await count();
  sandbox.faults.add({ ...FAULT, mode: 'cut', method: 'POST', times: 2 });
  expect((await failureOf(create('cut'))).type).toBe('StripeConnectionError');
  const again = await create('cut');
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(await count()).toBe(before + 1);
});

test('the SDK’s own retries use one key, so an unlucky create makes one intent', async () => {
  const { sandbox } = fixture();
  const { hostname, port } = new URL(sandbox.url);
  const patient = new Stripe(SANDBOX_KEYS.STRIPE_SECRET_KEY, { host: hostname, port, protocol: 'http' });
  const before = await count();
  sandbox.faults.add({ ...FAULT, mode: 'cut', method: 'POST', times: 1 });
  sandbox.faults.add({ ...FAULT, mode: 'status', status: 503, method: 'POST', times: 1 });
  expect((await patient.paymentIntents.create({ amount: 4500, currency: 'eur' })).amount).toBe(4500);
  expect(await count()).toBe(before + 1);
});

test('the keys can be forgotten by hand', async () => {
  const first = await create('forgotten');
  await fixture().control('idempotency_keys/forget');
  expect((await create('forgotten')).id).not.toBe(first.id);
});
