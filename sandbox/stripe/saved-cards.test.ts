import { expect, test } from 'vitest';
import { createIntent, eventTypesOf, failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();

/** A customer whose card paid a first intent and was saved by it. */
async function customerWith(card: string, setup_future_usage: 'on_session' | 'off_session' = 'off_session') {
  const { stripe, control } = fixture();
  const customer = (await stripe.customers.create({ email: 'ana@pista.test' })).id;
  const first = await createIntent(fixture(), { customer, setup_future_usage });
  const confirmed = await stripe.paymentIntents.confirm(first.id, { payment_method: card });
  if (confirmed.status === 'requires_action') {
    await control(`payment_intents/${first.id}/authenticate`, { approve: true });
  }
  const { status, payment_method } = await stripe.paymentIntents.retrieve(first.id);
  expect(status).toBe('succeeded');
  return { customer, payment_method: String(payment_method), first: first.id };
}

const chargeLater = (saved: { customer: string; payment_method: string }, key?: string) =>
  fixture().stripe.paymentIntents.create(
    {
      amount: 3000,
      currency: 'eur',
      customer: saved.customer,
      payment_method: saved.payment_method,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      off_session: true,
      confirm: true,
    },
    key === undefined ? {} : { idempotencyKey: key },
  );

test('an intent for future use saves the card that pays it, and that card pays again without its owner', async () => {
  const { stripe } = fixture();
  const saved = await customerWith('pm_card_visa');
  expect((await stripe.paymentMethods.retrieve(saved.payment_method)).customer).toBe(saved.customer);
  const listed = await stripe.customers.listPaymentMethods(saved.customer);
  expect(listed.data.map(({ id }) => id)).toEqual([saved.payment_method]);
  expect(await eventTypesOf(fixture(), saved.payment_method)).toContain('payment_method.attached');
  expect(await chargeLater(saved)).toMatchObject({
    amount_received: 3000,
    customer: saved.customer,
    payment_method: saved.payment_method,
    status: 'succeeded',
  });
});

test('a card is saved only once the payment with it has succeeded', async () => {
  const { stripe, control } = fixture();
  const customer = (await stripe.customers.create()).id;
  const intent = await createIntent(fixture(), { customer, setup_future_usage: 'off_session' });
  const asked = await stripe.paymentIntents.confirm(intent.id, {
    payment_method: 'pm_card_authenticationRequiredOnSetup',
  });
  const method = String(asked.payment_method);
  expect((await stripe.paymentMethods.retrieve(method)).customer).toBeNull();
  await control(`payment_intents/${intent.id}/authenticate`, { approve: true });
  expect((await stripe.paymentMethods.retrieve(method)).customer).toBe(customer);
});

test.each([
  ['pm_card_chargeDeclinedOffSession', 'card_declined', 'generic_decline'],
  ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
])('%s pays with its owner and is refused without: %s', async (card, code, decline_code) => {
  const { stripe } = fixture();
  const saved = await customerWith(card);
  const failure = await failureOf(chargeLater(saved));
  expect(failure).toMatchObject({ type: 'StripeCardError', statusCode: 402, code, decline_code });
  const intent = await stripe.paymentIntents.retrieve(failure.payment_intent?.id ?? '');
  expect(intent).toMatchObject({
    amount_received: 0,
    last_payment_error: { code, decline_code, payment_method: { id: saved.payment_method } },
    status: 'requires_payment_method',
  });
  expect(await eventTypesOf(fixture(), intent.id)).toEqual([
    'charge.failed',
    'payment_intent.created',
    'payment_intent.payment_failed',
  ]);
});

test.each([
  ['pm_card_authenticationRequiredOnSetup', 'off_session', 'succeeded'],
  ['pm_card_authenticationRequiredOnSetup', 'on_session', 'authentication_required'],
  ['pm_card_authenticationRequiredSetupForOffSession', 'on_session', 'succeeded'],
] as const)('%s saved for %s use pays without its owner: %s', async (card, usage, outcome) => {
  const saved = await customerWith(card, usage);
  if (outcome === 'succeeded') expect((await chargeLater(saved)).status).toBe(outcome);
  else expect((await failureOf(chargeLater(saved))).code).toBe(outcome);
});

test('a decline is repeated under its key: the same intent, and no second charge', async () => {
  const { stripe } = fixture();
  const saved = await customerWith('pm_card_chargeDeclinedOffSession');
  const [first, again] = [
    await failureOf(chargeLater(saved, 'shares')),
    await failureOf(chargeLater(saved, 'shares')),
  ];
  expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  expect(again.headers?.['idempotent-replayed']).toBe('true');
  const intents = await stripe.paymentIntents.list({ customer: saved.customer });
  expect(intents.data).toHaveLength(2);
});

test.each<[string, (saved: Awaited<ReturnType<typeof customerWith>>) => Promise<unknown>]>([
  ['was detached', ({ payment_method }) => fixture().stripe.paymentMethods.detach(payment_method)],
  [
    'belonged to a customer who was deleted, charged for another one',
    ({ customer }) => fixture().stripe.customers.del(customer),
  ],
])('a card that %s may not be used again', async (what, lose) => {
  const saved = await customerWith('pm_card_visa');
  await lose(saved);
  const customer = what === 'was detached' ? saved.customer : (await fixture().stripe.customers.create()).id;
  expect(await failureOf(chargeLater({ ...saved, customer }))).toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
    message: expect.stringContaining('It may not be used again'),
  });
});

test('a deleted customer is missing', async () => {
  const saved = await customerWith('pm_card_visa');
  await fixture().stripe.customers.del(saved.customer);
  expect(await eventTypesOf(fixture(), saved.payment_method)).toContain('payment_method.detached');
  expect(await failureOf(chargeLater(saved))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'customer',
  });
});

test('a card is charged for its own customer alone', async () => {
  const { stripe } = fixture();
  const [mine, theirs] = [await customerWith('pm_card_visa'), await customerWith('pm_card_visa')];
  const foreign = { customer: mine.customer, payment_method: theirs.payment_method };
  expect(await failureOf(chargeLater(foreign))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'payment_method',
  });
  const withoutCustomer = createIntent(fixture(), { payment_method: mine.payment_method });
  expect((await failureOf(withoutCustomer)).message).toContain('must provide the customer');
  const { id } = await createIntent(fixture(), { customer: mine.customer });
  const confirm = stripe.paymentIntents.confirm(id, { payment_method: theirs.payment_method });
  expect((await failureOf(confirm)).code).toBe('resource_missing');
});

test('a card that paid without being saved is not charged again', async () => {
  const { stripe } = fixture();
  const customer = (await stripe.customers.create()).id;
  const paid = await createIntent(fixture(), { customer, confirm: true, payment_method: 'pm_card_visa' });
  const again = chargeLater({ customer, payment_method: String(paid.payment_method) });
  expect((await failureOf(again)).message).toContain('It may not be used again');
});

test('off session needs a confirmation', async () => {
  const failure = await failureOf(createIntent(fixture(), { off_session: true }));
  expect(failure).toMatchObject({ statusCode: 400, param: 'off_session' });
});
