import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { payments, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { bookAndPay, readBooking } from '@/test/bookings';
import { startOtherProcess } from '@/test/other-process/start';
import { stripeControl } from '@/test/stripe-control';
import { listStripeEvents, type StripeEvent, storedEvents, stripeEvent } from '@/test/stripe-events';
import { untilWaiting } from '@/test/waiting';
import { useWebhooks, workOff } from '@/test/webhooks';
import { type Processed, processStripeEvent } from './process-stripe-event';

const { sandbox, deliver, paid } = useWebhooks();

const changed = (event: StripeEvent, object: object, more: object = {}): StripeEvent => ({
  ...event,
  id: `evt_${crypto.randomUUID()}`,
  ...more,
  data: { object: { ...event.data.object, ...object } },
});

/** Objects and events that another application made on the same Stripe account. */
async function foreignEvents(): Promise<StripeEvent[]> {
  const { intentId } = await bookAndPay(sandbox());
  await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.paymentIntentId, intentId));
  await stripeControl(sandbox(), `objects/${intentId}/distort`, { metadata: { order: '7' } });
  await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
  await stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, { amount: 3500 });
  return listStripeEvents(sandbox(), intentId);
}

describe('A12 what is not for us', () => {
  test('whatever another application’s money does is stored, ignored, and never comes back', async () => {
    const events = await foreignEvents();
    for (const event of events) expect(await deliver(event)).toBe(200);
    expect(new Set(await workOff())).toEqual(new Set(['ignored']));
    expect(await workOff()).toEqual([]);
    const families = new Set(events.map(({ type }) => type.split('.').slice(0, -1).join('.')));
    expect([...families].sort()).toEqual(['charge', 'charge.dispute', 'payment_intent', 'refund']);
  });

  test.each<[string, (event: StripeEvent) => StripeEvent, string]>([
    ['an intent that Stripe does not know', (event) => changed(event, { id: 'pi_nowhere' }), 'parked'],
    ['a type nobody knows', (event) => changed(event, {}, { type: 'moon.landed' }), 'ignored'],
    ['a type we do not need', (event) => changed(event, {}, { type: 'customer.updated' }), 'ignored'],
    ['an event of the other mode', (event) => changed(event, {}, { livemode: true }), 'dead'],
    [
      'an object of another shape',
      (event) => changed(event, { payment_intent: 7 }, { type: 'refund.updated' }),
      'parked',
    ],
  ])('%s is answered 200 and comes to rest', async (_title, make, outcome) => {
    const { event, reservationId } = await paid();
    const odd = make(event);
    expect(await deliver(odd)).toBe(200);
    expect(await workOff()).toEqual([outcome]);
    expect((await readBooking(reservationId)).status).toBe('pending');
    for (let tries = 0; tries < 8; tries += 1) await workOff();
    expect(await workOff()).toEqual([]);
  });

  test('what is ours stays ours, whatever somebody makes of its metadata', async () => {
    const { event, intentId, reservationId } = await paid();
    await stripeControl(sandbox(), `objects/${intentId}/distort`, { metadata: {} });
    expect(await deliver(changed(event, { metadata: {} }))).toBe(200);
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});

test('A12 an event of the other mode calls staff, and says nothing of what is in it', async () => {
  const { event } = await paid();
  await deliver(changed(event, { description: 'nobody’s business' }, { livemode: true }));
  const [stored] = await db().select().from(webhookEvents);
  const other = await startOtherProcess({ LOG_LEVEL: 'error' });
  try {
    expect(await other.call('process', stored?.id ?? 0)).toBe('dead');
    await expect.poll(other.logged).toMatchObject([{ why: 'livemode differs from our key' }]);
    expect(JSON.stringify(other.logged())).not.toContain('nobody’s business');
  } finally {
    other.stop();
  }
});

describe('an object of ours that cannot be understood', () => {
  test('parks its event, and holds up no other', async () => {
    const odd = await paid();
    await stripeControl(sandbox(), `objects/${odd.intentId}/distort`, { status: 'paid_in_gold' });
    const fine = await paid();
    await deliver(odd.event);
    await deliver(fine.event);
    expect(await workOff()).toEqual(['parked', 'done']);
    expect(await storedEvents(odd.event.id)).toMatchObject([
      { tryCount: 1, lastError: 'payment gave an answer that could not be understood.' },
    ]);
  });

  test('such as a refund without a status does not keep ours from being read: it is on its way', async () => {
    const { reservationId, intentId } = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    const event = await stripeEvent(sandbox(), intentId, 'refund.created');
    await stripeControl(sandbox(), `objects/${event.data.object.id}/distort`, { status: null });
    await deliver(event);
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'pending', amountMinor: 1000 },
    ]);
  });
});

describe('an event is stored, whatever it says', () => {
  test.each([
    ['a NUL', 'before\0after'],
    ['half a surrogate pair', 'before\ud83cafter'],
  ])('such as %s, which PostgreSQL does not keep', async (_title, text) => {
    const { event, reservationId } = await paid();
    expect(
      await deliver({ ...changed(event, { cancellation_reason: text, [text]: text }), id: event.id }),
    ).toBe(200);
    expect(await workOff()).toEqual(['done']);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    const stored = z.looseObject({
      data: z.looseObject({ object: z.looseObject({ cancellation_reason: z.string() }) }),
    });
    const [row] = await storedEvents(event.id);
    expect(stored.parse(row?.payload).data.object.cancellation_reason).toBe('before�after');
  });

  test('such as a thin one, and is ignored', async () => {
    const thin = {
      id: `evt_${crypto.randomUUID()}`,
      object: 'v2.core.event',
      type: 'v2.core.account.updated',
      livemode: false,
      created: '2026-11-25T10:00:00.000Z',
      related_object: { id: 'acct_1', type: 'v2.core.account', url: '/v2/core/accounts/acct_1' },
    };
    expect(await deliver(thin)).toBe(200);
    expect(await storedEvents(thin.id)).toMatchObject([{ type: thin.type, objectId: 'acct_1' }]);
    expect(await workOff()).toEqual(['ignored']);
  });
});

test('of two workers on one event the slower, who found nothing, does not undo what the faster has done', async () => {
  const { event, intentId, paymentId } = await paid();
  await deliver(event);
  const [stored] = await storedEvents(event.id);
  const id = stored?.id ?? 0;
  const nobody = { metadata: { payment_id: crypto.randomUUID() } };
  await stripeControl(sandbox(), `objects/${intentId}/distort`, nobody);
  await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.id, paymentId));
  let slower: Promise<Processed> | undefined;
  await transaction(async (faster) => {
    await faster.update(webhookEvents).set({ processedAt: new Date() }).where(eq(webhookEvents.id, id));
    slower = processStripeEvent(systemContext('test'), id);
    await untilWaiting(1);
  });
  expect(await slower).toBe('done');
  expect(await storedEvents(event.id)).toMatchObject([{ tryCount: 0, lastError: null, nextAttemptAt: null }]);
});
