import { expect, test } from 'vitest';
import { failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();

const pay = () =>
  fixture().stripe.paymentIntents.create({
    amount: 4500,
    currency: 'eur',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    confirm: true,
    payment_method: 'pm_card_visa',
    expand: ['latest_charge'],
  });
const chargeOf = async (intent: string) => {
  const { data } = await fixture().stripe.charges.list({ payment_intent: intent });
  return data[0];
};

test('partial refunds add up to the charge and never above it', async () => {
  const { stripe } = fixture();
  const { id } = await pay();
  const refund = await stripe.refunds.create({
    payment_intent: id,
    amount: 1500,
    reason: 'requested_by_customer',
    metadata: { refund_id: '9' },
  });
  expect(refund).toMatchObject({
    amount: 1500,
    currency: 'eur',
    metadata: { refund_id: '9' },
    status: 'succeeded',
  });
  expect(await chargeOf(id)).toMatchObject({ amount_refunded: 1500, refunded: false });
  const tooMuch = await failureOf(stripe.refunds.create({ payment_intent: id, amount: 3001 }));
  expect(tooMuch).toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount' });
  expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(3000);
  expect(await chargeOf(id)).toMatchObject({ amount_refunded: 4500, refunded: true });
  for (const amount of [{}, { amount: 1 }]) {
    const failure = await failureOf(stripe.refunds.create({ payment_intent: id, ...amount }));
    expect(failure).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
  }
  expect((await stripe.refunds.list({ payment_intent: id })).data.map(({ amount }) => amount)).toEqual([
    3000, 1500,
  ]);
  expect((await stripe.refunds.retrieve(refund.id)).id).toBe(refund.id);
});

test('twenty refunds at once give back no more than was paid', async () => {
  const { stripe } = fixture();
  const { id } = await pay();
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, () => stripe.refunds.create({ payment_intent: id, amount: 1000 })),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
  expect((await chargeOf(id))?.amount_refunded).toBe(4000);
});

test('an intent nobody paid has nothing to refund', async () => {
  const { stripe } = fixture();
  const intent = await stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });
  const failure = await failureOf(stripe.refunds.create({ payment_intent: intent.id }));
  expect(failure).toMatchObject({ statusCode: 400, param: 'payment_intent' });
  expect((await failureOf(stripe.refunds.create({ payment_intent: 'pi_nobody' }))).code).toBe(
    'resource_missing',
  );
  expect((await failureOf(stripe.refunds.create({}))).message).toContain('payment_intent or charge');
});

test.each([
  ['pending_then_succeeded', 'succeeded', 4500],
  ['pending_then_failed', 'failed', 0],
])('in mode %s a refund waits and ends %s', async (mode, status, amount_refunded) => {
  const { stripe, sandbox, control, received } = fixture();
  await control('refunds', { mode, settle_ms: 3_600_000 });
  const { id } = await pay();
  const refund = await stripe.refunds.create({ payment_intent: id });
  expect(refund.status).toBe('pending');
  expect((await chargeOf(id))?.amount_refunded).toBe(4500);
  sandbox.advanceClock(3_600_000);
  expect((await stripe.refunds.retrieve(refund.id)).status).toBe(status);
  expect((await chargeOf(id))?.amount_refunded).toBe(amount_refunded);
  await sandbox.flushWebhooks();
  const types = received
    .filter(({ event }) => JSON.stringify(event.data.object).includes(refund.id))
    .map(({ event }) => event.type)
    .sort();
  expect(types).toEqual(
    [
      'charge.refund.updated',
      'refund.created',
      'refund.updated',
      ...(status === 'failed' ? ['refund.failed'] : []),
    ].sort(),
  );
  await control('refunds', { mode: 'succeeded' });
});

test('only a refund that waits for the customer can be canceled', async () => {
  const { stripe, control } = fixture();
  const { id } = await pay();
  const done = await stripe.refunds.create({ payment_intent: id, amount: 500 });
  expect((await failureOf(stripe.refunds.cancel(done.id))).statusCode).toBe(400);
  await control('refunds', { mode: 'requires_action' });
  const waiting = await stripe.refunds.create({ payment_intent: id, amount: 500 });
  expect((await stripe.refunds.cancel(waiting.id)).status).toBe('canceled');
  expect((await chargeOf(id))?.amount_refunded).toBe(500);
  await control('refunds', { mode: 'succeeded' });
});

test('a refund made in the dashboard shows up, and a dispute takes the money and may bring it back', async () => {
  const { stripe, sandbox, control, received } = fixture();
  const { id } = await pay();
  await control(`payment_intents/${id}/refund`, { amount: 500 });
  expect((await stripe.refunds.list({ payment_intent: id })).data).toHaveLength(1);
  await control(`payment_intents/${id}/dispute`, { reason: 'product_not_received' });
  const [dispute] = (await stripe.disputes.list({ payment_intent: id })).data;
  expect(dispute).toMatchObject({ amount: 4500, reason: 'product_not_received', status: 'needs_response' });
  expect((await failureOf(stripe.refunds.create({ payment_intent: id }))).code).toBe('charge_disputed');
  await control(`disputes/${dispute?.id}/move`, { status: 'won' });
  await sandbox.flushWebhooks();
  expect(
    received
      .filter(({ event }) => event.type.startsWith('charge.dispute.'))
      .map(({ event }) => event.type)
      .sort(),
  ).toEqual([
    'charge.dispute.closed',
    'charge.dispute.created',
    'charge.dispute.funds_reinstated',
    'charge.dispute.funds_withdrawn',
  ]);
});

test('a payment out of band may bring less than was asked, or another currency', async () => {
  const { stripe, control } = fixture();
  const short = await stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });
  await control(`payment_intents/${short.id}/pay`, { amount_received: 4499 });
  expect(await stripe.paymentIntents.retrieve(short.id)).toMatchObject({
    amount: 4500,
    amount_received: 4499,
    status: 'succeeded',
  });
  expect((await stripe.refunds.create({ payment_intent: short.id })).amount).toBe(4499);
  const foreign = await stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });
  await control(`payment_intents/${foreign.id}/pay`, { currency: 'usd' });
  expect((await stripe.paymentIntents.retrieve(foreign.id)).currency).toBe('usd');
});

test('a refund that was forgotten is nowhere, and its charge can be given back again', async () => {
  const { stripe, control } = fixture();
  const { id } = await pay();
  const { id: refundId } = await stripe.refunds.create({ payment_intent: id });
  await control(`refunds/${refundId}/forget`);
  expect(await failureOf(stripe.refunds.retrieve(refundId))).toMatchObject({ code: 'resource_missing' });
  expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([]);
  expect(await chargeOf(id)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect((await stripe.refunds.create({ payment_intent: id })).amount).toBe(4500);
});

test('controls refuse what they do not know', async () => {
  expect(await fixture().control('refunds', { mode: 'never' })).toHaveProperty('error');
  expect(await fixture().control('refunds', { colour: 'red' })).toHaveProperty('error');
  expect(await fixture().control('nothing')).toHaveProperty('error');
  expect(await fixture().control('payment_intents/pi_nobody/pay')).toHaveProperty('error');
});
