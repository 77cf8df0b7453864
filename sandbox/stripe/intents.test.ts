import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();

const FOUR_FIVE = {
  amount: 4500,
  currency: 'eur',
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
} as const;

const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  fixture().stripe.paymentIntents.create({ ...FOUR_FIVE, ...params });
const typesOf = async (id: string) => {
  await fixture().sandbox.flushWebhooks();
  return fixture()
    .received.filter(({ event }) => JSON.stringify(event.data.object).includes(id))
    .map(({ event }) => event.type)
    .sort();
};

test('an intent is created for a customer, confirmed and paid, and tells of each step', async () => {
  const { stripe } = fixture();
  const customer = await stripe.customers.create({ email: 'ana@pista.test', metadata: { user_id: '7' } });
  const intent = await create({
    customer: customer.id,
    metadata: { reservation_id: 'r1', user_id: '7' },
    description: 'Pista 3',
    receipt_email: 'ana@pista.test',
  });
  expect(intent).toMatchObject({
    amount: 4500,
    currency: 'eur',
    customer: customer.id,
    livemode: false,
    metadata: { reservation_id: 'r1', user_id: '7' },
    status: 'requires_payment_method',
  });
  expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_[A-Za-z0-9]{25}$`));

  const paid = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: 'pm_card_visa',
    expand: ['latest_charge', 'customer'],
  });
  expect(paid).toMatchObject({
    amount_received: 4500,
    customer: { email: 'ana@pista.test' },
    latest_charge: { amount_captured: 4500, paid: true, status: 'succeeded' },
    status: 'succeeded',
  });
  expect(await typesOf(intent.id)).toEqual([
    'charge.succeeded',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
});

test.each([
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_visa_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_visa_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_visa_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
])(
  '%s declines with %s / %s and leaves the intent to be paid by another card',
  async (card, code, decline_code) => {
    const { stripe } = fixture();
    const intent = await create();
    const failure = await failureOf(stripe.paymentIntents.confirm(intent.id, { payment_method: card }));
    expect(failure).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
    expect(failure.payment_intent).toMatchObject({ id: intent.id, status: 'requires_payment_method' });
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      last_payment_error: { code, decline_code, type: 'card_error' },
      payment_method: null,
      status: 'requires_payment_method',
    });
    expect((await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' })).status).toBe(
      'succeeded',
    );
    expect(await typesOf(intent.id)).toEqual([
      'charge.failed',
      'charge.succeeded',
      'payment_intent.created',
      'payment_intent.payment_failed',
      'payment_intent.succeeded',
    ]);
  },
);

test('creating with confirm declines with 402 and keeps the intent', async () => {
  const failure = await failureOf(create({ confirm: true, payment_method: 'pm_card_chargeDeclined' }));
  const { id } = failure.payment_intent ?? { id: '' };
  expect((await fixture().stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
});

test.each([
  ['pm_card_authenticationRequired', true, 'succeeded'],
  ['pm_card_authenticationRequiredOnSetup', true, 'succeeded'],
  ['pm_card_threeDSecure2Required', false, 'requires_payment_method'],
  ['pm_card_threeDSecureRequiredChargeDeclined', true, 'requires_payment_method'],
])('%s asks for 3-D Secure; answered %s it ends %s', async (card, approve, status) => {
  const { stripe, control } = fixture();
  const intent = await create({ automatic_payment_methods: { enabled: true } });
  const asked = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: card,
    return_url: 'http://localhost:3000/back',
  });
  expect(asked.status).toBe('requires_action');
  expect(asked.next_action).toMatchObject({
    type: 'redirect_to_url',
    redirect_to_url: { return_url: 'http://localhost:3000/back' },
  });
  await control(`payment_intents/${intent.id}/authenticate`, { approve });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  expect(await typesOf(intent.id)).toContain('payment_intent.requires_action');
});

test('a slow card stays in processing, cannot be canceled meanwhile, then succeeds', async () => {
  const { stripe, sandbox } = fixture();
  const intent = await create();
  const slow = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_processing' });
  expect(slow.status).toBe('processing');
  const failure = await failureOf(stripe.paymentIntents.cancel(intent.id));
  expect(failure.code).toBe('payment_intent_unexpected_state');
  sandbox.advanceClock(60_000);
  const done = await stripe.paymentIntents.retrieve(intent.id);
  expect(done).toMatchObject({ status: 'succeeded', latest_charge: slow.latest_charge });
});

test('a slow card may be declined in the end', async () => {
  const { stripe, sandbox } = fixture();
  const intent = await create({ confirm: true, payment_method: 'pm_card_processingThenDeclined' });
  expect(intent.status).toBe('processing');
  sandbox.advanceClock(60_000);
  expect((await stripe.paymentIntents.retrieve(intent.id)).last_payment_error?.code).toBe('card_declined');
});

test('a manual capture reserves first, takes up to that much, and gives the rest back', async () => {
  const { stripe } = fixture();
  const intent = await create({ capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' });
  expect(intent).toMatchObject({ amount_capturable: 4500, amount_received: 0, status: 'requires_capture' });
  const tooMuch = await failureOf(stripe.paymentIntents.capture(intent.id, { amount_to_capture: 4501 }));
  expect(tooMuch.code).toBe('amount_too_large');
  const taken = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 3000 });
  expect(taken).toMatchObject({ amount_capturable: 0, amount_received: 3000, status: 'succeeded' });

  const reserved = await create({ capture_method: 'manual', confirm: true, payment_method: 'pm_card_visa' });
  expect((await stripe.paymentIntents.cancel(reserved.id)).status).toBe('canceled');
});

test.each(['confirm', 'cancel', 'capture'] as const)(
  '%s is refused once the intent is paid, and the error carries the intent',
  async (verb) => {
    const { stripe } = fixture();
    const paid = await create({ confirm: true, payment_method: 'pm_card_visa' });
    const failure = await failureOf(stripe.paymentIntents[verb](paid.id));
    expect(failure).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code: 'payment_intent_unexpected_state',
      payment_intent: { id: paid.id, status: 'succeeded' },
    });
  },
);

test('a canceled intent stays canceled', async () => {
  const { stripe } = fixture();
  const intent = await create();
  const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: 'abandoned' });
  expect(canceled).toMatchObject({ cancellation_reason: 'abandoned', status: 'canceled' });
  for (const call of [
    stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
    stripe.paymentIntents.cancel(intent.id),
    stripe.paymentIntents.update(intent.id, { amount: 5000 }),
  ]) {
    expect((await failureOf(call)).code).toBe('payment_intent_unexpected_state');
  }
});

test('an update changes amount and merges metadata; an empty value removes its key', async () => {
  const { stripe } = fixture();
  const intent = await create({ metadata: { a: '1', b: '2' } });
  const updated = await stripe.paymentIntents.update(intent.id, {
    amount: 5000,
    metadata: { b: '', c: '3' },
  });
  expect(updated).toMatchObject({ amount: 5000, metadata: { a: '1', c: '3' } });
  expect(updated.metadata).not.toHaveProperty('b');
});

test.each<
  [string, Partial<Stripe.PaymentIntentCreateParams> & Record<string, unknown>, string | undefined, string]
>([
  ['below the minimum', { amount: 49 }, 'amount_too_small', 'amount'],
  ['nothing', { amount: 0 }, 'parameter_invalid_integer', 'amount'],
  ['above the maximum', { amount: 100_000_000 }, 'amount_too_large', 'amount'],
  ['an upper-case currency', { currency: 'EUR' }, undefined, 'currency'],
  ['a customer nobody made', { customer: 'cus_nobody' }, 'resource_missing', 'customer'],
  ['a method nobody made', { payment_method: 'pm_nobody' }, 'resource_missing', 'payment_method'],
  ['a bad mail address', { receipt_email: 'nobody' }, 'email_invalid', 'receipt_email'],
  [
    'a parameter Stripe removed',
    { payment_method_types: ['card'] },
    'parameter_unknown',
    'payment_method_types',
  ],
  ['nested metadata', { metadata: { a: { b: '1' } } } as never, undefined, 'metadata[a]'],
])('refuses %s', async (_, params, code, param) => {
  expect(await failureOf(create(params))).toMatchObject({ statusCode: 400, code, param });
});

test('a server that leaves redirects open must give a return address, and may not send raw cards', async () => {
  const { stripe } = fixture();
  const intent = await create({ automatic_payment_methods: { enabled: true } });
  const failure = await failureOf(
    stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
  );
  expect(failure.message).toContain('return_url');
  const card = { number: '4242424242424242', exp_month: 12, exp_year: 2040 };
  for (const call of [
    create({ payment_method_data: { type: 'card', card } as never }),
    stripe.paymentMethods.create({ type: 'card', card }),
  ]) {
    expect((await failureOf(call)).message).toContain('generally unsafe');
  }
});

test('lists go newest first, in pages, and by moment', async () => {
  const { stripe } = fixture();
  const before = Math.floor(Date.now() / 1000);
  const made = [await create(), await create(), await create()].map(({ id }) => id).reverse();
  const first = await stripe.paymentIntents.list({ limit: 2, created: { gte: before } });
  expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
  expect(first.has_more).toBe(true);
  const next = await stripe.paymentIntents.list({ limit: 1, starting_after: made[1] ?? '' });
  expect(next.data.map(({ id }) => id)).toEqual(made.slice(2));
  expect((await stripe.paymentIntents.list({ created: { lt: before - 1000 } })).data).toEqual([]);
  const all: string[] = [];
  for await (const { id } of stripe.paymentIntents.list({ limit: 2 })) all.push(id);
  expect(all.slice(0, 3)).toEqual(made);
  expect(new Set(all).size).toBe(all.length);
});

test('a browser sees an intent only with its client secret, and never its metadata', async () => {
  const { sandbox } = fixture();
  const intent = await create({ metadata: { user_id: '7' } });
  const read = async (secret: string, key: string) => {
    const query = new URLSearchParams({ client_secret: secret, key });
    const response = await fetch(`${sandbox.url}/v1/payment_intents/${intent.id}?${query}`);
    return {
      status: response.status,
      cors: response.headers.get('access-control-allow-origin'),
      body: await response.json(),
    };
  };
  const seen = await read(intent.client_secret ?? '', SANDBOX_KEYS.STRIPE_PUBLISHABLE_KEY);
  expect(seen).toMatchObject({ status: 200, cors: '*', body: { id: intent.id, status: intent.status } });
  expect(seen.body).not.toHaveProperty('metadata');
  expect((await read('guess', SANDBOX_KEYS.STRIPE_PUBLISHABLE_KEY)).status).toBe(400);
  expect((await read(intent.client_secret ?? '', 'pk_test_other')).status).toBe(401);
});

test.each([
  ['no key', {}, 401],
  ['a restricted key', { authorization: 'Bearer rk_test_sandbox' }, 401],
  ['the publishable key', { authorization: `Bearer ${SANDBOX_KEYS.STRIPE_PUBLISHABLE_KEY}` }, 403],
])('%s opens nothing', async (_, headers, status) => {
  const response = await fetch(`${fixture().sandbox.url}/v1/balance`, { headers });
  expect(response.status).toBe(status);
});

test('health, account and webhook endpoints answer, and an unknown address is 404', async () => {
  const { stripe, sandbox } = fixture();
  expect((await stripe.balance.retrieve()).object).toBe('balance');
  expect((await stripe.accounts.retrieveCurrent()).charges_enabled).toBe(true);
  expect((await stripe.webhookEndpoints.list()).data[0]).toMatchObject({
    enabled_events: ['*'],
    status: 'enabled',
    url: expect.stringContaining('/api/v1/payments/stripe-webhook'),
  });
  expect((await failureOf(stripe.subscriptions.list())).statusCode).toBe(404);
  expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
});

test('customers are kept, changed, listed and deleted', async () => {
  const { stripe } = fixture();
  const made = await stripe.customers.create({ email: 'eva@pista.test', address: { city: 'Madrid' } });
  const changed = await stripe.customers.update(made.id, { name: 'Eva', preferred_locales: ['es'] });
  expect(changed).toMatchObject({ email: 'eva@pista.test', name: 'Eva', preferred_locales: ['es'] });
  expect((await stripe.customers.list({ email: 'eva@pista.test', limit: 1 })).data[0]?.id).toBe(made.id);
  await stripe.customers.del(made.id);
  expect(await stripe.customers.retrieve(made.id)).toMatchObject({ deleted: true });
  expect((await failureOf(create({ customer: made.id }))).code).toBe('resource_missing');
});
