import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { useStripe } from './stripe-fixture';

const fixture = useStripe();

beforeEach(() => {
  fixture().received.length = 0;
  fixture().forged.length = 0;
  fixture().answers.splice(0, Infinity, 200);
});

afterEach(async () => {
  await fixture().control('reset');
});

const create = () => fixture().stripe.paymentIntents.create({ amount: 4500, currency: 'eur' });
const ids = () => fixture().received.map(({ event }) => event.id);

test('an event carries its whole object, the request behind it and the API version, signed over the raw body', async () => {
  const { sandbox, received, stripe } = fixture();
  const intent = await stripe.paymentIntents.create(
    { amount: 4500, currency: 'eur', metadata: { reservation_id: 'r1' } },
    { idempotencyKey: 'res:1:1' },
  );
  await sandbox.flushWebhooks();
  expect(received.map(({ event }) => event)).toMatchObject([
    {
      api_version: '2026-10-28.endive',
      data: {
        object: { id: intent.id, metadata: { reservation_id: 'r1' }, status: 'requires_payment_method' },
      },
      livemode: false,
      pending_webhooks: 1,
      request: { id: intent.lastResponse.requestId, idempotency_key: 'res:1:1' },
      type: 'payment_intent.created',
    },
  ]);
  expect(received[0]?.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  const [kept] = (await stripe.events.list({ type: 'payment_intent.created' })).data;
  expect(kept).toMatchObject({ id: ids()[0], pending_webhooks: 0 });
  expect((await stripe.events.retrieve(kept?.id ?? '')).type).toBe('payment_intent.created');
});

test('the object in an event is the one of that moment', async () => {
  const { sandbox, control, received } = fixture();
  await control('webhooks/pause');
  const intent = await create();
  await control(`payment_intents/${intent.id}/pay`);
  await sandbox.flushWebhooks();
  const created = received.find(({ event }) => event.type === 'payment_intent.created');
  expect(created?.event.data.object).toMatchObject({ status: 'requires_payment_method' });
});

test('what is not answered 2xx comes again until it is', async () => {
  const { received, answers } = fixture();
  answers.splice(0, 1, 500, 302, 200);
  await create();
  await expect.poll(() => received.length).toBe(3);
  expect(new Set(ids()).size).toBe(1);
});

test('an endpoint that never answers well is left after an hour', async () => {
  const { sandbox, answers, stripe } = fixture();
  answers.splice(0, 1, 500);
  await create();
  await sandbox.flushWebhooks();
  sandbox.advanceClock(61 * 60_000);
  expect(await sandbox.flushWebhooks()).toBe(0);
  expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
});

test('copies, order, loss and false signatures are switched on over HTTP', async () => {
  const { sandbox, control, received, forged } = fixture();
  await control('webhooks', { duplicate: 2 });
  await create();
  await sandbox.flushWebhooks();
  expect(received).toHaveLength(3);
  expect(new Set(ids()).size).toBe(1);

  await control('webhooks', { duplicate: 0, drop: 1 });
  await create();
  await create();
  await sandbox.flushWebhooks();
  expect(received).toHaveLength(4);

  await control('webhooks', { bad_signature: 1 });
  await create();
  await sandbox.flushWebhooks();
  expect([received.length, forged.length]).toEqual([4, 1]);
});

test('paused events wait, and leave shuffled when asked', async () => {
  const { control, sandbox, received, stripe } = fixture();
  await control('webhooks', { shuffle: true });
  await control('webhooks/pause');
  for (let made = 0; made < 12; made += 1) await create();
  expect(received).toHaveLength(0);
  await sandbox.flushWebhooks();
  const made = (await stripe.events.list({ limit: 100 })).data.map(({ id }) => id).reverse();
  expect([...ids()].sort()).toEqual([...made].sort());
  expect(ids()).not.toEqual(made);
});

test('while a secret is rolled, both sign', async () => {
  const { control, sandbox, received } = fixture();
  await control('webhooks', { also_sign_with: 'whsec_the_new_one' });
  await create();
  await sandbox.flushWebhooks();
  expect(received[0]?.signature).toMatch(/^t=\d+,v1=\w{64},v1=\w{64}$/);
});

test('a past event can be sent again, and the state tells of every attempt', async () => {
  const { control, sandbox, received } = fixture();
  await create();
  await sandbox.flushWebhooks();
  await control(`events/${ids()[0]}/resend`);
  await sandbox.flushWebhooks();
  expect(new Set(ids()).size).toBe(1);
  expect(received).toHaveLength(2);
  const response = await fetch(`${sandbox.url}/_control/state`);
  const state = z
    .object({ events: z.array(z.object({ deliveries: z.array(z.object({ state: z.string() })) })) })
    .parse(await response.json());
  expect(state.events[0]?.deliveries.map(({ state: word }) => word)).toEqual(['delivered', 'delivered']);
});
