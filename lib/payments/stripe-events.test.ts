import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db, sql, transaction } from '@/db';
import { audit, disputes, payments, reservations, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { replayWebhookEvent } from '@/lib/operations/replay-webhook-event';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { createIntent } from '@/lib/services/stripe';
import { bookAndPay, bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { listStripeEvents, postWebhook, signedEvent, storedEvents, stripeEvent } from '@/test/stripe-events';
import { confirmations, replayAsOperator, useWebhooks, workOff } from '@/test/webhooks';
import { bookCourt } from './book-court';
import { NEEDED_EVENTS } from './needed-events';
import { processRefund } from './process-refund';
import { processStripeEvent } from './process-stripe-event';
import { retryRefund } from './retry-refund';
import { startPayment } from './start-payment';
import { syncRefunds } from './sync-refunds';

const { api, sandbox, deliver, paid } = useWebhooks();
const job = () => systemContext('test');

describe('the same word again', () => {
  test('A05 ten times at once and ten times in a row: one effect, all answers 200', async () => {
    const { event, reservationId } = await paid();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
    for (let copy = 0; copy < 10; copy += 1) statuses.push(await deliver(event));
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

  test('A08 while the commit of the intent’s id is held: nothing is lost, and it is confirmed once', async () => {
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const player = await makeUser();
    const ctx = personContext(player);
    const slot = {
      courtId: (await makeCourt()).id,
      date: inDays(2),
      startTime: '10:00',
      durationMinutes: 90,
    };
    const unpaid = bookCourt(ctx, { ...slot, participants: [], extras: [], guest: undefined });
    await expect(unpaid).rejects.toMatchObject({ code: 'payment_service_unavailable' });
    await clearFaults(sandbox());
    const [held] = await db().select().from(reservations).where(eq(reservations.userId, player.id));
    const reservationId = held?.id ?? '';

    let opening: ReturnType<typeof startPayment> | undefined;
    let worked: ReturnType<typeof workOff> | undefined;
    await transaction(async (tx) => {
      await tx.select().from(payments).where(eq(payments.reservationId, reservationId)).for('update');
      opening = startPayment(ctx, { reservationId });
      await expect.poll(waiting).toBe(1);
      const intentId = await onlyIntent();
      await payIntent(sandbox(), intentId);
      await deliver(await stripeEvent(sandbox(), intentId, 'payment_intent.succeeded'));
      worked = workOff();
      await expect.poll(waiting).toBe(2);
    });
    expect(await worked).toEqual(['done']);
    expect(await opening).toMatchObject({ paymentIntentId: await onlyIntent() });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    expect(await confirmations(reservationId)).toHaveLength(1);
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

/** How many wait for a lock. */
const waiting = async () => (await sql()`select pid from pg_locks where not granted`).length;

async function onlyIntent(): Promise<string> {
  const state = z.object({ payment_intents: z.tuple([z.object({ id: z.string() })]) });
  return state.parse(await stripeControl(sandbox(), 'state')).payment_intents[0].id;
}
