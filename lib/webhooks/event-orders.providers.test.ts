import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { payments, reservations } from '@/db/schema';
import { bookCourt } from '@/lib/payments/book-court';
import { startPayment } from '@/lib/payments/start-payment';
import { createIntent } from '@/lib/services/stripe/stripe';
import { bookAsPlayer, inDays, readBooking, timesReached } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { listStripeEvents, storedEvents, stripeEvent } from '@/test/stripe-events';
import { untilWaiting } from '@/test/waiting';
import { replayAsOperator, useWebhooks, workOff, workOffAtOnce } from '@/test/webhooks';

const { sandbox, deliver, paid } = useWebhooks();

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

  const ORDERS = orders(TYPES);

  /** Declined, then paid, then refunded in part, in Stripe's own order of events. */
  async function told(order: readonly string[]) {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId, { card: '4000000000000002' });
    await payIntent(sandbox(), intentId);
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    const events = await listStripeEvents(sandbox(), intentId);
    const inOrder = order.map((type) => events.find((candidate) => candidate.type === type) ?? {});
    return { reservationId, inOrder };
  }

  async function expectTheOneEnd(reservationId: string): Promise<void> {
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
    expect(await timesReached(reservationId, 'confirmed')).toBe(1);
  }

  test.each(ORDERS.map((order) => [order.join(', '), order] as const))('%s', async (_title, order) => {
    const { reservationId, inOrder } = await told(order);
    for (const event of inOrder) {
      expect(await deliver(event)).toBe(200);
      await workOff();
    }
    expect(await workOff()).toEqual([]);
    await expectTheOneEnd(reservationId);
  });

  test('all 24 orders at once, the four of each delivered and worked off side by side: the same end', async () => {
    for (const six of [0, 6, 12, 18].map((from) => ORDERS.slice(from, from + 6))) {
      const all = await Promise.all(six.map(told));
      const answers = await Promise.all(all.flatMap(({ inOrder }) => inOrder).map((event) => deliver(event)));
      expect(new Set(answers)).toEqual(new Set([200]));
      expect(await workOffAtOnce()).toEqual(Array.from({ length: 24 }, () => 'done'));
      for (const { reservationId } of all) await expectTheOneEnd(reservationId);
    }
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

describe('word that comes before our own rows', () => {
  test('A08 before the intent’s id is saved: the payment is found by the metadata', async () => {
    const { event, reservationId, paymentId } = await paid();
    await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.id, paymentId));
    expect(await deliver(event)).toBe(200);
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test('A08 while the commit of the intent’s id is held for three seconds: nothing is lost, and it is confirmed once', async () => {
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
      // Longer than one wait for a lock.
      const held = setTimeout(3_000);
      opening = startPayment(ctx, { reservationId });
      await untilWaiting(1);
      const intentId = await onlyIntent();
      await payIntent(sandbox(), intentId);
      await deliver(await stripeEvent(sandbox(), intentId, 'payment_intent.succeeded'));
      worked = workOff();
      await untilWaiting(2);
      await held;
    });
    expect(await worked).toEqual(['done']);
    expect(await opening).toMatchObject({ paymentIntentId: await onlyIntent() });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    expect(await timesReached(reservationId, 'confirmed')).toBe(1);
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

async function customerOf(userId: string): Promise<string> {
  const user = await db().query.users.findFirst({ where: (users, { eq: is }) => is(users.id, userId) });
  return user?.stripeCustomerId ?? '';
}

async function onlyIntent(): Promise<string> {
  const state = z.object({ payment_intents: z.tuple([z.object({ id: z.string() })]) });
  return state.parse(await stripeControl(sandbox(), 'state')).payment_intents[0].id;
}
