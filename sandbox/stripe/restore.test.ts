import { beforeEach, expect, test } from 'vitest';
import { failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();

const customer = { id: 'cus_known', email: 'ana@pista.test', name: 'Ana', metadata: { user_id: 'u1' } };
const paid = {
  id: 'pi_paid',
  amount: 4500,
  amount_received: 4500,
  currency: 'eur',
  status: 'succeeded',
  created: 1_700_000_000,
  customer: customer.id,
  metadata: { reservation_id: 'r1' },
  refunds: [
    {
      id: 're_done',
      amount: 1000,
      status: 'succeeded',
      created: 1_700_000_100,
      metadata: { refund_id: 'f1' },
    },
    { id: 're_failed', amount: 2000, status: 'failed', created: 1_700_000_200, metadata: {} },
  ],
};
const unpaid = {
  ...paid,
  id: 'pi_unpaid',
  amount_received: 0,
  status: 'requires_payment_method',
  created: 1_700_000_300,
  client_secret: 'pi_unpaid_secret_kept',
  refunds: [],
};

beforeEach(async () => {
  const { control, sandbox, received } = fixture();
  await sandbox.flushWebhooks();
  await control('reset');
  received.splice(0);
});

const remember = (intents: object[], customers: object[] = [customer]) =>
  fixture().control('restore', { customers, intents });

test('what was remembered is there again, as it was', async () => {
  const { stripe } = fixture();
  expect(await remember([paid, unpaid])).toEqual({ customers: 1, intents: 2 });

  expect(await stripe.customers.retrieve(customer.id)).toMatchObject(customer);
  const { refunds, ...facts } = paid;
  const intent = await stripe.paymentIntents.retrieve(paid.id, { expand: ['latest_charge'] });
  expect(intent).toMatchObject(facts);
  expect(intent.latest_charge).toMatchObject({
    amount_refunded: 1000,
    created: paid.created,
    customer: customer.id,
    paid: true,
    refunded: false,
    status: 'succeeded',
  });
  for (const refund of refunds) {
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({ ...refund, payment_intent: paid.id });
  }
  const made = { gte: paid.created + 1 };
  expect((await stripe.paymentIntents.list({ created: made })).data.map(({ id }) => id)).toEqual([unpaid.id]);
  expect((await stripe.paymentIntents.list()).data.map(({ id }) => id)).toEqual([unpaid.id, paid.id]);
});

test('of a restored payment the rest can be given back, and no more', async () => {
  const { stripe } = fixture();
  await remember([paid]);
  const failure = await failureOf(stripe.refunds.create({ payment_intent: paid.id, amount: 3501 }));
  expect(failure.code).toBe('amount_too_large');
  expect(await stripe.refunds.create({ payment_intent: paid.id })).toMatchObject({ amount: 3500 });
  const { data } = await stripe.refunds.list({ payment_intent: paid.id });
  expect(data.map(({ amount }) => amount)).toEqual([3500, 2000, 1000]);
});

test('a restored intent is paid with the secret that its browser still has', async () => {
  const { stripe } = fixture();
  await remember([unpaid]);
  const { client_secret } = await stripe.paymentIntents.retrieve(unpaid.id);
  expect(client_secret).toBe(unpaid.client_secret);
  const confirmed = await stripe.paymentIntents.confirm(unpaid.id, {
    payment_method: 'pm_card_visa',
    return_url: 'https://pista.test/',
  });
  expect(confirmed).toMatchObject({ status: 'succeeded', amount_received: 4500 });
});

test('a secret that is not known is made anew, and a cancelled intent stays so', async () => {
  const { stripe } = fixture();
  const { client_secret, ...forgotten } = unpaid;
  await remember([{ ...forgotten, status: 'canceled' }]);
  const intent = await stripe.paymentIntents.retrieve(unpaid.id);
  expect(intent).toMatchObject({ status: 'canceled', canceled_at: unpaid.created });
  expect(intent.client_secret).toMatch(/^pi_unpaid_secret_\w{25}$/);
  expect(intent.client_secret).not.toBe(client_secret);
});

test('a saved card is charged as before, and an intent that saves one still does', async () => {
  const { stripe, control } = fixture();
  const saving = { ...unpaid, setup_future_usage: 'off_session' };
  const cards = [{ id: 'pm_known', customer: customer.id }];
  await control('restore', { customers: [customer], cards, intents: [saving] });
  const charged = await stripe.paymentIntents.create({
    amount: 3000,
    currency: 'eur',
    customer: customer.id,
    payment_method: 'pm_known',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    off_session: true,
    confirm: true,
  });
  expect(charged.status).toBe('succeeded');
  await control(`payment_intents/${unpaid.id}/pay`);
  expect((await stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(2);
});

test('nobody hears of it, but of a refund that was on its way and now arrives', async () => {
  const { stripe, sandbox, received } = fixture();
  await fixture().control('refunds', { settle_ms: 60_000 });
  const [first] = paid.refunds;
  await remember([{ ...paid, refunds: [{ ...first, status: 'pending' }] }]);
  expect((await stripe.events.list()).data).toEqual([]);
  expect(await stripe.refunds.retrieve('re_done')).toMatchObject({ status: 'pending' });

  await fixture().control('clock/advance', { ms: 60_000 });
  expect(await stripe.refunds.retrieve('re_done')).toMatchObject({ status: 'succeeded' });
  await sandbox.flushWebhooks();
  expect(new Set(received.map(({ event }) => event.type))).toEqual(
    new Set(['refund.updated', 'charge.refund.updated']),
  );
});

test('what is there already stays as it is', async () => {
  const { stripe } = fixture();
  await remember([paid]);
  await stripe.refunds.create({ payment_intent: paid.id, amount: 500 });
  expect(await remember([paid], [{ ...customer, name: 'Otra' }])).toEqual({ customers: 0, intents: 0 });
  expect((await stripe.refunds.list({ payment_intent: paid.id })).data).toHaveLength(3);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: 'Ana' });
});

test('anything else than what it knows is refused', async () => {
  expect(await remember([{ ...paid, status: 'processing' }])).toMatchObject({
    error: { message: expect.stringContaining('status') },
  });
});
