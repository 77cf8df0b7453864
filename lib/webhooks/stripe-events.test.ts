import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { audit, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import { bookAsPlayer, readBooking, timesReached } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { listStripeEvents, postWebhook, signedEvent, storedEvents, stripeEvent } from '@/test/stripe-events';
import { replayAsOperator, useWebhooks, workOff } from '@/test/webhooks';
import { withoutLocks } from '@/test/without-locks';
import { processStripeEvent } from './process-stripe-event';
import { replayWebhookEvent } from './replay-webhook-event';

const { api, sandbox, deliver, paid } = useWebhooks();
const job = () => systemContext('test');
const TEN = Array.from({ length: 10 });

describe('the same word again', () => {
  test('A05 ten times at once and ten times in a row: one effect, all answers 200', async () => {
    const { event, reservationId } = await paid();
    const statuses = await Promise.all(TEN.map(() => deliver(event)));
    for (let copy = 0; copy < 10; copy += 1) statuses.push(await deliver(event));
    expect(new Set(statuses)).toEqual(new Set([200]));
    const [row, ...copies] = await storedEvents(event.id);
    expect(copies).toEqual([]);
    await Promise.all(TEN.map(() => processStripeEvent(job(), row?.id ?? 0)));
    const { status, notices, refunds } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(notices).toHaveLength(1);
    expect(refunds).toEqual([]);
    expect(await timesReached(reservationId, 'confirmed')).toBe(1);
  });

  test('A10 a replay within five minutes is a welcome repeat', async () => {
    const { event } = await paid();
    const once = signedEvent(event, { ageSeconds: 240 });
    expect([await postWebhook(api(), once), await postWebhook(api(), once)]).toEqual([200, 200]);
    expect(await storedEvents(event.id)).toHaveLength(1);
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

describe('a replay', () => {
  test('brings a dead event back to life, and the audit tells by whom', async () => {
    const { event, reservationId } = await paid();
    await deliver(event);
    const [row] = await storedEvents(event.id);
    await db()
      .update(webhookEvents)
      .set({ deadAt: new Date(), tryCount: 8 })
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

test('control: without the unique key each of ten copies is kept, and without locks more than one has its effect', async () => {
  await sql()`drop index webhook_events_event_key`;
  await withoutLocks(async () => {
    const isLost = async () => {
      const { event, paymentId } = await paid();
      await Promise.all(TEN.map(() => deliver(event)));
      const copies = await storedEvents(event.id);
      expect(copies).toHaveLength(10);
      await Promise.allSettled(copies.map(({ id }) => processStripeEvent(job(), id)));
      return (await timesReached(paymentId, 'completed')) > 1;
    };
    expect(await isLostOnce(10, isLost)).toBe(true);
  });
});
