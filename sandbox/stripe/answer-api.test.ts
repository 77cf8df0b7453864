import { expect, test } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { createIntent, failureOf, useStripe } from './stripe-fixture';

const fixture = useStripe();
const create = (params?: Parameters<typeof createIntent>[1]) => createIntent(fixture(), params);

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
