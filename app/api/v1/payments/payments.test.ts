import { eq } from 'drizzle-orm';
import Stripe from 'stripe';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { payments, reservations, users, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { addDays, localDateOf } from '@/lib/core/time';
import { bookCourt } from '@/lib/payments/book-court';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { apiRequest, keyHeaders, pathParams } from '@/test/requests';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { POST as createIntent } from './create-intent/route';
import { POST as receiveWebhook } from './stripe-webhook/route';

const sandbox = useSandbox({ providers: ['stripe'] });
const tomorrow = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);

beforeEach(() => clearFaults(sandbox()));

/** An hour of a court at 50 €. */
async function wish() {
  const club = await makeClub({ pricePerHourMinor: 5000 });
  const court = await makeCourt({ clubId: club.id });
  const input = { courtId: court.id, date: tomorrow, startTime: '10:00', durationMinutes: 60 };
  return holdSlotSchema.parse(input);
}

const intentsSchema = z.object({
  payment_intents: z.array(
    z.object({
      id: z.string(),
      amount: z.int(),
      currency: z.string(),
      customer: z.string(),
      metadata: z.record(z.string(), z.string()),
    }),
  ),
});

/** The requests that Stripe received. */
async function intentsFor(reservationId: string) {
  const { payment_intents } = intentsSchema.parse(await stripeControl(sandbox(), 'state'));
  return payment_intents.filter(({ metadata }) => metadata.reservation_id === reservationId);
}

describe('POST payments/create-intent', () => {
  const ask = async (headers: Record<string, string>, body: unknown) =>
    createIntent(apiRequest('/api/v1/payments/create-intent', { headers, body }), pathParams());

  test('spec: test_payment_intent_creation — Stripe is asked once for 5000 eur with our metadata and the player’s customer', async () => {
    const user = await makeUser();
    const held = await holdSlot(personContext(user), await wish());
    const metadata = { reservation_id: held.reservationId };
    const response = await ask(await keyHeaders(user), { amount: 50.0, currency: 'EUR', metadata });
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(answer).toMatchObject({ amount: 5000, currency: 'eur', status: 'requires_payment_method' });
    expect(answer.client_secret).toContain(`${answer.id}_secret_`);

    const [payer] = await db().select().from(users).where(eq(users.id, user.id));
    const asked = {
      id: answer.id,
      amount: 5000,
      currency: 'eur',
      customer: payer?.stripeCustomerId,
      metadata: {
        reservation_id: held.reservationId,
        user_id: user.id,
        payment_id: held.paymentId,
      },
    };
    expect(await intentsFor(held.reservationId)).toEqual([asked]);
  });

  test('A31 is for the player alone', async () => {
    const [user, other] = await Promise.all([makeUser(), makeUser()]);
    const held = await holdSlot(personContext(user), await wish());
    const metadata = { reservation_id: held.reservationId };
    expect((await ask(await keyHeaders(other), { metadata })).status).toBe(404);
  });
});

describe('POST payments/stripe-webhook', () => {
  const signer = new Stripe('sk_test_any').webhooks;

  async function makePending() {
    const user = await makeUser();
    const { reservationId, payment } = await bookCourt(personContext(user), await wish());
    if (!payment) throw new Error('this court costs money');
    const event = {
      id: `evt_${crypto.randomUUID().replaceAll('-', '')}`,
      object: 'event',
      type: 'payment_intent.succeeded',
      livemode: false,
      created: Math.floor(Date.now() / 1000),
      data: {
        object: {
          id: payment.paymentIntentId,
          object: 'payment_intent',
          amount: 5000,
          metadata: { reservation_id: reservationId, payment_id: payment.id },
        },
      },
    };
    return { reservationId, paymentId: payment.id, intentId: payment.paymentIntentId, event };
  }

  const post = (body: string, signature: string) =>
    receiveWebhook(
      apiRequest('/api/v1/payments/stripe-webhook', { body, headers: { 'stripe-signature': signature } }),
      pathParams(),
    );
  const sign = (payload: string, more: { secret?: string; timestamp?: number } = {}) =>
    signer.generateTestHeaderString({ payload, secret: env().STRIPE_WEBHOOK_SECRET[0] ?? '', ...more });
  const stored = (eventId: string) =>
    db().select().from(webhookEvents).where(eq(webhookEvents.eventId, eventId));
  const paymentOf = async (id: string) => (await db().select().from(payments).where(eq(payments.id, id)))[0];

  test('spec: test_webhook_handling — a signed event is stored, and its job completes the payment', async () => {
    const { reservationId, paymentId, intentId, event } = await makePending();
    await payIntent(sandbox(), intentId);
    const body = JSON.stringify(event);
    expect((await post(body, sign(body))).status).toBe(200);
    const [row] = await stored(event.id);
    expect(row).toMatchObject({ type: 'payment_intent.succeeded', objectId: intentId, processedAt: null });

    expect(await processStripeEvent(systemContext('test'), row?.id ?? 0)).toBe('done');
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'completed', receivedMinor: 5000 });
    const [reservation] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(reservation?.status).toBe('confirmed');
  });

  test('an event that lies is not believed: nothing was paid at Stripe', async () => {
    const { paymentId, event } = await makePending();
    const body = JSON.stringify(event);
    await post(body, sign(body));
    const [row] = await stored(event.id);
    await processStripeEvent(systemContext('test'), row?.id ?? 0);
    expect(await paymentOf(paymentId)).toMatchObject({ status: 'pending', receivedMinor: 0 });
  });

  test('a repeat is welcome and changes nothing', async () => {
    const { event } = await makePending();
    const body = JSON.stringify(event);
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(body, sign(body))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await stored(event.id)).toHaveLength(1);
  });

  test('a type nobody knows is accepted and ignored', async () => {
    const { event } = await makePending();
    const body = JSON.stringify({ ...event, type: 'moon.landed' });
    expect((await post(body, sign(body))).status).toBe(200);
    const [row] = await stored(event.id);
    expect(await processStripeEvent(systemContext('test'), row?.id ?? 0)).toBe('ignored');
  });

  test.each([
    ['none', () => ''],
    ['one of another secret', (body: string) => sign(body, { secret: 'whsec_somebody_else' })],
    [
      'one of ten minutes ago',
      (body: string) => sign(body, { timestamp: Math.floor(Date.now() / 1000) - 600 }),
    ],
    ['one of another body', (body: string) => sign(`${body} `)],
  ])('the signature is refused when it is %s, and nothing is stored', async (_title, signature) => {
    const { event } = await makePending();
    const body = JSON.stringify(event);
    expect((await post(body, signature(body))).status).toBe(400);
    expect(await stored(event.id)).toEqual([]);
  });
});
