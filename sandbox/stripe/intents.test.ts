import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { createIntent, eventTypesOf, failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();
const create = (params?: Parameters<typeof createIntent>[1]) => createIntent(fixture(), params);

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
  expect(await eventTypesOf(fixture(), intent.id)).toEqual([
    'charge.succeeded',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
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
