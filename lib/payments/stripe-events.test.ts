import { and, eq, isNull } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { audit, disputes, payments, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { replayWebhookEvent } from '@/lib/operations/replay-webhook-event';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { createIntent } from '@/lib/services/stripe';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { startOtherProcess } from '@/test/other-process/start';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { payIntent, stripeControl } from '@/test/stripe-control';
import {
  listStripeEvents,
  postWebhook,
  type StripeEvent,
  signedEvent,
  storedEvents,
  stripeEvent,
} from '@/test/stripe-events';
import { NEEDED_EVENTS } from './needed-events';
import { processRefund } from './process-refund';
import { processStripeEvent } from './process-stripe-event';
import { retryRefund } from './retry-refund';
import { syncRefunds } from './sync-refunds';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe'], appUrl: () => api() });
const job = () => systemContext('test');

/** Nothing arrives by itself: each test delivers what it is about. */
beforeEach(async () => {
  await clearFaults(sandbox());
  await stripeControl(sandbox(), 'reset');
  await stripeControl(sandbox(), 'webhooks/pause');
  await db().delete(webhookEvents);
});

const deliver = (event: object, how?: Parameters<typeof signedEvent>[1]) =>
  postWebhook(api(), signedEvent(event, how));

/** Does what the job does with each event that waits, and with those that are parked as if their time had come. */
async function workOff(): Promise<string[]> {
  const waiting = await db()
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(isNull(webhookEvents.processedAt), isNull(webhookEvents.deadAt)))
    .orderBy(webhookEvents.id);
  const done: string[] = [];
  for (const { id } of waiting) done.push(await processStripeEvent(job(), id));
  return done;
}

async function paid() {
  const booked = await bookAsPlayer();
  await payIntent(sandbox(), booked.intentId);
  return { ...booked, event: await stripeEvent(sandbox(), booked.intentId, 'payment_intent.succeeded') };
}

const confirmations = (reservationId: string) =>
  db()
    .select()
    .from(audit)
    .where(and(eq(audit.entityId, reservationId), eq(audit.toState, 'confirmed')));

describe('the same word again', () => {
  test('A05 ten times in a row and ten times at once: one effect, all answers 200', async () => {
    const { event, reservationId } = await paid();
    const statuses = [];
    for (let copy = 0; copy < 10; copy += 1) statuses.push(await deliver(event));
    statuses.push(...(await Promise.all(Array.from({ length: 10 }, () => deliver(event)))));
    expect(new Set(statuses)).toEqual(new Set([200]));
    const [row, ...copies] = await storedEvents(event.id);
    expect(copies).toEqual([]);
    await Promise.all(Array.from({ length: 10 }, () => processStripeEvent(job(), row?.id ?? 0)));
    const { status, notices, refunds } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(notices).toHaveLength(1);
    expect(refunds).toEqual([]);
    expect(await confirmations(reservationId)).toHaveLength(1);
  });

  test('A10 a replay within five minutes is a welcome repeat', async () => {
    const { event } = await paid();
    const once = signedEvent(event, { ageSeconds: 240 });
    expect([await postWebhook(api(), once), await postWebhook(api(), once)]).toEqual([200, 200]);
    expect(await storedEvents(event.id)).toHaveLength(1);
  });
});

const orders = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

describe('A06 created, payment_failed, succeeded and charge.refunded', () => {
  const TYPES = [
    'payment_intent.created',
    'payment_intent.payment_failed',
    'payment_intent.succeeded',
    'charge.refunded',
  ];

  test.each(orders(TYPES).map((order) => [order.join(', '), order] as const))('%s', async (_title, order) => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId, { card: '4000000000000002' });
    await payIntent(sandbox(), intentId);
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    const events = await listStripeEvents(sandbox(), intentId);
    for (const type of order) {
      const event = events.find((candidate) => candidate.type === type);
      expect(await deliver(event ?? {})).toBe(200);
      await workOff();
    }
    expect(await workOff()).toEqual([]);
    const { status, payment, refunds, notices } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(payment).toMatchObject({
      status: 'partially_refunded',
      receivedMinor: 4500,
      refundedMinor: 1000,
      declineCode: null,
    });
    expect(refunds).toMatchObject([{ status: 'succeeded', cause: 'dashboard', amountMinor: 1000 }]);
    expect(notices.map(({ kind }) => kind).sort()).toEqual(['payment_refunded', 'reservation_confirmation']);
    expect(await confirmations(reservationId)).toHaveLength(1);
  });

  test('each told while it is the newest word: a decline never undoes what came after it', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId, { card: '4000000000000002' });
    const declined = await stripeEvent(sandbox(), intentId, 'payment_intent.payment_failed');
    await deliver(declined);
    await workOff();
    expect((await readBooking(reservationId)).payment).toMatchObject({ declineCode: 'generic_decline' });
    await payIntent(sandbox(), intentId);
    await deliver(await stripeEvent(sandbox(), intentId, 'payment_intent.succeeded'));
    await workOff();
    await replayAsOperator(declined);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});

test('A07 an intent that failed and then succeeded is confirmed: events are known by their own id', async () => {
  const { reservationId, intentId } = await bookAsPlayer();
  await payIntent(sandbox(), intentId, { card: '4000000000009995' });
  await deliver(await stripeEvent(sandbox(), intentId, 'payment_intent.payment_failed'));
  await workOff();
  expect((await readBooking(reservationId)).status).toBe('pending');
  await payIntent(sandbox(), intentId);
  await deliver(await stripeEvent(sandbox(), intentId, 'payment_intent.succeeded'));
  expect(await workOff()).toEqual(['done']);
  expect((await readBooking(reservationId)).status).toBe('confirmed');
});

describe('word that comes before our own rows', () => {
  test('A08 before the intent’s id is saved: the payment is found by the metadata', async () => {
    const { event, reservationId, paymentId } = await paid();
    await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.id, paymentId));
    expect(await deliver(event)).toBe(200);
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test('A08 before the payment’s row is there at all: it is parked, and settled when it is', async () => {
    const { reservationId, paymentId, player } = await bookAsPlayer();
    const [customer] = await db().select().from(payments).where(eq(payments.id, paymentId));
    const laterId = crypto.randomUUID();
    const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: laterId };
    const money = { amountMinor: 4500, currency: 'EUR', description: 'early' };
    const customerId = await customerOf(customer?.userId ?? '');
    const intent = await createIntent({ ...money, customerId, metadata }, `early:${laterId}`);
    await payIntent(sandbox(), intent.id);
    const event = await stripeEvent(sandbox(), intent.id, 'payment_intent.succeeded');
    expect(await deliver(event)).toBe(200);
    expect(await workOff()).toEqual(['parked']);
    const [parked] = await storedEvents(event.id);
    expect(parked).toMatchObject({ processedAt: null, deadAt: null, lastError: 'no object of ours' });
    expect(parked?.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());

    await db().update(payments).set({ status: 'cancelled' }).where(eq(payments.id, paymentId));
    await db().insert(payments).values({
      id: laterId,
      reservationId,
      userId: player.id,
      amountMinor: 4500,
      currency: 'EUR',
      attempt: 2,
    });
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});

describe('A09 a forged webhook', () => {
  const ours = SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET;
  type Forgery = (event: StripeEvent) => { body: string; signature: string | null };
  const forgeries: [string, number, Forgery][] = [
    ['no signature', 400, (event) => ({ ...signedEvent(event), signature: null })],
    ['an empty signature', 400, (event) => ({ ...signedEvent(event), signature: '' })],
    ['a signature of another secret', 400, (event) => signedEvent(event, { secrets: ['whsec_other'] })],
    [
      'half a signature',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body, signature: signature.slice(0, -32) };
      },
    ],
    [
      'one byte changed',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body: body.replace('succeeded', 'succeeDed'), signature };
      },
    ],
    [
      'the same JSON written otherwise',
      400,
      (event) => ({
        ...signedEvent(event),
        body: JSON.stringify(event, null, 1),
      }),
    ],
    [
      'a truncated body',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body: body.slice(0, -100), signature };
      },
    ],
    ['half a megabyte', 413, (event) => signedEvent({ ...event, padding: 'x'.repeat(520 * 1024) })],
    [
      'a signature of Resend’s kind',
      400,
      (event) => ({ ...signedEvent(event), signature: 'v1,c2lnbmF0dXJl' }),
    ],
  ];

  test.each(forgeries)('%s is answered %i, and nothing is written', async (_title, status, forge) => {
    const { event, reservationId } = await paid();
    expect(await postWebhook(api(), forge(event))).toBe(status);
    expect(await storedEvents(event.id)).toEqual([]);
    expect((await readBooking(reservationId)).status).toBe('pending');
    expect(signedEvent(event, { secrets: [ours] }).signature).toMatch(/^t=\d+,v1=/);
  });
});

test.each([
  ['five minutes and a second old', 301],
  ['five minutes and a second ahead', -301],
])('A10 a webhook %s is answered 400', async (_title, ageSeconds) => {
  const { event } = await paid();
  expect(await deliver(event, { ageSeconds })).toBe(400);
  expect(await storedEvents(event.id)).toEqual([]);
});

describe('A11 while the secret is rotated', () => {
  test('Stripe signs with both secrets, and ours is enough', async () => {
    const { event } = await paid();
    const secrets = ['whsec_the_next_one', SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET];
    expect(await deliver(event, { secrets })).toBe(200);
    expect(await storedEvents(event.id)).toHaveLength(1);
  });

  test('we hold both secrets, and an event signed with either is taken', async () => {
    const secrets = ['whsec_old', 'whsec_new'];
    const other = await startOtherProcess({ STRIPE_WEBHOOK_SECRET: secrets.join(',') });
    try {
      for (const secret of secrets) {
        const { event } = await paid();
        const { body, signature } = signedEvent(event, { secrets: [secret] });
        await other.call('receive', body, signature);
        expect(await storedEvents(event.id)).toHaveLength(1);
      }
      const { event } = await paid();
      const { body, signature } = signedEvent(event);
      await expect(other.call('receive', body, signature)).rejects.toThrow('invalid_input');
    } finally {
      other.stop();
    }
  });
});

/** An operator replays the event that came as this one. */
async function replayAsOperator(event: StripeEvent) {
  const [row] = await storedEvents(event.id);
  const operator = personContext(await makeUser({ operatorSince: new Date() }));
  return replayWebhookEvent(operator, { webhookEventId: row?.id ?? 0 });
}

describe('a replay', () => {
  test('brings a dead event back to life, and the audit tells by whom', async () => {
    const { event, reservationId } = await paid();
    await deliver(event);
    const [row] = await storedEvents(event.id);
    await db()
      .update(webhookEvents)
      .set({ deadAt: new Date(), attempts: 8 })
      .where(eq(webhookEvents.id, row?.id ?? 0));
    expect(await replayAsOperator(event)).toBe('done');
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    const told = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'webhook_event'), eq(audit.entityId, String(row?.id))))
      .orderBy(audit.id);
    expect(told).toMatchObject([
      { fromState: 'waiting', toState: 'dead', actor: 'system:database' },
      { fromState: 'dead', toState: 'waiting', actor: expect.stringMatching(/^staff:/) },
    ]);
  });

  test('of an event that was worked off changes nothing', async () => {
    const { event, reservationId } = await paid();
    await deliver(event);
    await workOff();
    const before = await readBooking(reservationId);
    expect(await replayAsOperator(event)).toBe('done');
    expect(await readBooking(reservationId)).toEqual(before);
  });

  test('is for operators alone', async () => {
    const player = personContext(await makeUser());
    await expect(replayWebhookEvent(player, { webhookEventId: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('word of a refund', () => {
  async function cancelled() {
    const booked = await bookAndPay(sandbox());
    await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
    const [refund] = (await readBooking(booked.reservationId)).refunds;
    return { ...booked, refundId: refund?.id ?? '' };
  }

  test('A22 comes before the answer to our request: there is one row, keyed by Stripe’s id', async () => {
    const { reservationId, intentId, refundId } = await cancelled();
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/refunds', method: 'POST', times: 2 });
    await expect(processRefund(job(), refundId)).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    await deliver(await stripeEvent(sandbox(), intentId, 'refund.created'));
    expect(await workOff()).toEqual(['done']);
    const { refunds } = await readBooking(reservationId);
    expect(refunds).toMatchObject([{ id: refundId, status: 'succeeded' }]);
    expect(refunds[0]?.stripeRefundId).toMatch(/^re_/);
    expect(await processRefund(job(), refundId)).toBe('succeeded');
  });

  test('A22 made in the dashboard becomes a row of ours, and the player is told', async () => {
    const { reservationId, intentId } = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, {});
    for (const event of await listStripeEvents(sandbox(), intentId)) await deliver(event);
    await workOff();
    const { payment, refunds, notices } = await readBooking(reservationId);
    expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
    expect(refunds).toMatchObject([{ cause: 'dashboard', status: 'succeeded' }]);
    expect(notices.map(({ kind }) => kind)).toContain('payment_refunded');
  });

  test('A23 pending, then failed: never shown as returned, told to the player, and sent again by staff', async () => {
    const { reservationId, intentId, refundId } = await cancelled();
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: 3_600_000 });
    expect(await processRefund(job(), refundId)).toBe('pending');
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'completed',
      refundedMinor: 0,
    });
    const [first] = (await readBooking(reservationId)).refunds;
    await stripeControl(sandbox(), `refunds/${first?.stripeRefundId}/settle`, { outcome: 'failed' });
    await deliver(await stripeEvent(sandbox(), intentId, 'refund.failed'));
    await workOff();
    const failed = await readBooking(reservationId);
    expect(failed.refunds).toMatchObject([{ status: 'failed' }]);
    expect(failed.payment).toMatchObject({ status: 'completed', refundedMinor: 0 });
    expect(failed.notices.map(({ kind }) => kind)).toContain('refund_failed');

    await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    expect(await retryRefund(operator, { refundId })).toBe('succeeded');
    await replayAsOperator(await stripeEvent(sandbox(), intentId, 'refund.failed'));
    const again = await readBooking(reservationId);
    expect(again.refunds).toMatchObject([{ id: refundId, status: 'succeeded', attempt: 2 }]);
    expect(again.payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
    await expect(retryRefund(operator, { refundId })).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('A23 made, then failed, then made again: told each time, and counted once', async () => {
  const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
  await cancelReservation(ctx, { reservationId });
  const [refund] = (await readBooking(reservationId)).refunds;
  const refundId = refund?.id ?? '';
  expect(await processRefund(job(), refundId)).toBe('succeeded');
  const [made] = (await readBooking(reservationId)).refunds;
  await stripeControl(sandbox(), `refunds/${made?.stripeRefundId}/bounce`);
  await syncRefunds(job(), intentId);
  expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'completed', refundedMinor: 0 });
  const operator = personContext(await makeUser({ operatorSince: new Date() }));
  expect(await retryRefund(operator, { refundId })).toBe('succeeded');
  const { payment, notices } = await readBooking(reservationId);
  expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
  expect(notices.filter(({ kind }) => kind === 'payment_refunded')).toHaveLength(2);
});

describe('A30 a dispute', () => {
  const tell = async (intentId: string, ...types: string[]) => {
    const events = await listStripeEvents(sandbox(), intentId);
    const wanted = types.length === 0 ? events : events.filter(({ type }) => types.includes(type));
    for (const event of wanted) await deliver(event);
    await workOff();
    return wanted;
  };
  const disputeOf = async (paymentId: string) =>
    (await db().select().from(disputes).where(eq(disputes.paymentId, paymentId)))[0];
  const open = (intentId: string) =>
    stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, { reason: 'fraudulent' });

  test.each([
    ['lost', null],
    ['won', expect.any(Date)],
  ] as const)('that is %s is recorded and shown, and never leads to a refund', async (end, reinstated) => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    await open(intentId);
    await tell(intentId);
    const opened = await disputeOf(paymentId);
    expect(opened).toMatchObject({ reason: 'fraudulent', amountMinor: 4500, closedAt: null });
    expect(opened?.fundsWithdrawnAt).toEqual(expect.any(Date));
    await stripeControl(sandbox(), `disputes/${opened?.id}/move`, { status: end });
    await tell(intentId);
    expect(await disputeOf(paymentId)).toMatchObject({
      status: end,
      closedAt: expect.any(Date),
      fundsWithdrawnAt: opened?.fundsWithdrawnAt,
      fundsReinstatedAt: reinstated,
    });
    const { status, payment, refunds } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(payment).toMatchObject({ needsReview: `dispute_${end}` });
    expect(refunds).toEqual([]);
  });

  test('is the same whatever word of it comes last, and a replay makes no moment later', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    await open(intentId);
    const { id } = z.object({ id: z.string() }).parse(await findDispute(intentId));
    await stripeControl(sandbox(), `disputes/${id}/move`, { status: 'lost' });
    const [closed] = await tell(intentId, 'charge.dispute.closed');
    await tell(intentId, 'charge.dispute.funds_withdrawn');
    await tell(intentId, 'charge.dispute.created');
    const { updatedAt: _, ...before } = (await disputeOf(paymentId)) ?? { updatedAt: null };
    expect(before).toMatchObject({ status: 'lost', closedAt: expect.any(Date) });
    if (closed) await replayAsOperator(closed);
    expect(await disputeOf(paymentId)).toMatchObject(before);
  });

  test('after a part was given back is over what the bank takes, and nothing more goes back by us', async () => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    await stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, { amount: 3500 });
    await tell(intentId);
    expect(await disputeOf(paymentId)).toMatchObject({ amountMinor: 3500 });
    const { payment, refunds } = await readBooking(reservationId);
    expect(payment).toMatchObject({ status: 'partially_refunded', refundedMinor: 1000 });
    expect(refunds).toHaveLength(1);
  });

  async function findDispute(intentId: string): Promise<unknown> {
    const [created] = (await listStripeEvents(sandbox(), intentId)).filter(
      ({ type }) => type === 'charge.dispute.created',
    );
    return created?.data.object;
  }
});

describe('the whole family that we ask Stripe for', () => {
  test('each of them that is about a payment of ours is worked off', async () => {
    const { intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId, { card: '4000000000000002' });
    await payIntent(sandbox(), intentId, { card: '4000002500003155' });
    await stripeControl(sandbox(), `payment_intents/${intentId}/authenticate`, { approve: true });
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: 3_600_000 });
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    const listed = await listStripeEvents(sandbox(), intentId);
    const refund = listed.find(({ type }) => type === 'refund.created');
    await stripeControl(sandbox(), `refunds/${refund?.data.object.id}/settle`, { outcome: 'failed' });
    await stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, {});
    await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
    const events = (await listStripeEvents(sandbox(), intentId)).filter(({ type }) =>
      NEEDED_EVENTS.some((needed) => needed === type),
    );
    for (const event of events) expect(await deliver(event)).toBe(200);
    expect(new Set(await workOff())).toEqual(new Set(['done']));
    expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.refund.updated',
      'charge.refunded',
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'refund.created',
      'refund.failed',
      'refund.updated',
    ]);
  });
});

async function customerOf(userId: string): Promise<string> {
  const user = await db().query.users.findFirst({ where: (users, { eq: is }) => is(users.id, userId) });
  return user?.stripeCustomerId ?? '';
}
