import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { createIntent, eventTypesOf, failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();

async function createSetup(params: Stripe.SetupIntentCreateParams = {}) {
  const { stripe } = fixture();
  const customer = (await stripe.customers.create({ name: 'Ana' })).id;
  return stripe.setupIntents.create({
    customer,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    metadata: { reservation_id: 'r1' },
    ...params,
  });
}

const confirm = ({ id }: Stripe.SetupIntent, payment_method: string) =>
  fixture().stripe.setupIntents.confirm(id, { payment_method });

const read = ({ id }: Stripe.SetupIntent) => fixture().stripe.setupIntents.retrieve(id);

test('a card is saved without a payment, for payments without its owner', async () => {
  const { stripe } = fixture();
  const setup = await createSetup();
  expect(setup).toMatchObject({
    last_setup_error: null,
    metadata: { reservation_id: 'r1' },
    payment_method: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  });
  expect(setup.client_secret).toMatch(new RegExp(`^${setup.id}_secret_[A-Za-z0-9]{25}$`));
  const done = await confirm(setup, 'pm_card_visa');
  expect(done.status).toBe('succeeded');
  const method = await stripe.paymentMethods.retrieve(String(done.payment_method));
  expect(method.customer).toBe(setup.customer);
  expect(await eventTypesOf(fixture(), setup.id)).toEqual(['setup_intent.created', 'setup_intent.succeeded']);
  const charged = await createIntent(fixture(), {
    customer: String(setup.customer),
    payment_method: method.id,
    off_session: true,
    confirm: true,
  });
  expect(charged.status).toBe('succeeded');
});

test('a declined card is not saved, and another one may be', async () => {
  const { stripe } = fixture();
  const setup = await createSetup();
  const failure = await failureOf(confirm(setup, 'pm_card_chargeDeclined'));
  expect(failure).toMatchObject({ statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' });
  expect(failure.setup_intent).toMatchObject({ id: setup.id, status: 'requires_payment_method' });
  expect(await read(setup)).toMatchObject({
    last_setup_error: { code: 'card_declined', type: 'card_error' },
    payment_method: null,
  });
  expect(await eventTypesOf(fixture(), setup.id)).toContain('setup_intent.setup_failed');
  await confirm(setup, 'pm_card_visa');
  const saved = await stripe.customers.listPaymentMethods(String(setup.customer));
  expect(saved.data).toHaveLength(1);
});

test.each([
  ['pm_card_authenticationRequired', true, 'succeeded'],
  ['pm_card_authenticationRequiredOnSetup', true, 'succeeded'],
  ['pm_card_authenticationRequiredOnSetup', false, 'requires_payment_method'],
  ['pm_card_authenticationRequiredChargeDeclinedInsufficientFunds', true, 'succeeded'],
  ['pm_card_threeDSecureRequiredChargeDeclined', true, 'requires_payment_method'],
])('%s asks for 3-D Secure; answered %s it ends %s', async (card, approve, status) => {
  const setup = await createSetup();
  expect((await confirm(setup, card)).status).toBe('requires_action');
  // A decline after the authentication is the control's answer too.
  await fixture().control(`setup_intents/${setup.id}/authenticate`, { approve });
  expect((await read(setup)).status).toBe(status);
});

test('refusing at the bank is told as a failed authentication', async () => {
  const setup = await createSetup();
  await confirm(setup, 'pm_card_authenticationRequired');
  await fixture().control(`setup_intents/${setup.id}/authenticate`, { approve: false });
  expect((await read(setup)).last_setup_error?.code).toBe('setup_intent_authentication_failure');
});

test('a card that accepts to be saved may decline every payment', async () => {
  const setup = await createSetup();
  const saved = await confirm(setup, 'pm_card_chargeCustomerFail');
  const charge = createIntent(fixture(), {
    customer: String(setup.customer),
    payment_method: String(saved.payment_method),
    off_session: true,
    confirm: true,
  });
  expect(await failureOf(charge)).toMatchObject({ statusCode: 402, code: 'card_declined' });
});

test('one that is over is neither confirmed nor canceled', async () => {
  const { stripe } = fixture();
  const [saved, canceled] = [await createSetup(), await createSetup()];
  await confirm(saved, 'pm_card_visa');
  expect((await stripe.setupIntents.cancel(canceled.id)).status).toBe('canceled');
  for (const call of [
    confirm(saved, 'pm_card_visa'),
    stripe.setupIntents.cancel(saved.id),
    confirm(canceled, 'pm_card_visa'),
    stripe.setupIntents.cancel(canceled.id),
  ]) {
    expect((await failureOf(call)).code).toBe('setup_intent_unexpected_state');
  }
});

test('those of one customer are listed', async () => {
  const { stripe } = fixture();
  const setup = await createSetup();
  await createSetup();
  const listed = await stripe.setupIntents.list({ customer: String(setup.customer) });
  expect(listed.data.map(({ id }) => id)).toEqual([setup.id]);
});

test('a browser sees its own by the client secret, without customer and metadata', async () => {
  const { sandbox } = fixture();
  const setup = await createSetup();
  const ask = (secret: string) =>
    fetch(`${sandbox.url}/v1/setup_intents/${setup.id}?key=pk_test_sandbox&client_secret=${secret}`);
  const seen = await (await ask(setup.client_secret ?? '')).json();
  expect(seen).toMatchObject({ id: setup.id, status: 'requires_payment_method' });
  expect(seen).not.toHaveProperty('customer');
  expect(seen).not.toHaveProperty('metadata');
  expect((await ask('seti_guessed')).status).toBe(400);
});
