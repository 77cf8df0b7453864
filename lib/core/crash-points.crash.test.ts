import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { reservations, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { sweep } from '@/lib/jobs/sweep';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { startPayment } from '@/lib/payments/start-payment';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { bookAsPlayer, inDays, readBooking, timesReached } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { useProcessDyingAt } from '@/test/other-process/dying';
import { startOtherProcess } from '@/test/other-process/start';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { signedEvent, stripeEvent } from '@/test/stripe-events';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'], appUrl: () => api() });
const processDyingAt = useProcessDyingAt();
const job = () => systemContext('test');

const stateSchema = z.object({
  payment_intents: z.array(z.object({ id: z.string(), metadata: z.record(z.string(), z.string()) })),
  events: z.array(
    z.object({
      id: z.string(),
      deliveries: z.array(z.object({ attempts: z.array(z.object({ status: z.number().nullable() })) })),
    }),
  ),
});
const stripeState = async () => stateSchema.parse(await stripeControl(sandbox(), 'state'));

/** Our answers to Stripe's events. */
async function answersTo(eventId: string): Promise<(number | null)[]> {
  const { events } = await stripeState();
  const told = events.find(({ id }) => id === eventId)?.deliveries ?? [];
  return told.flatMap(({ attempts }) => attempts.map(({ status }) => status));
}

const eventsAbout = (intentId: string) =>
  db()
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.objectId, intentId), eq(webhookEvents.type, 'payment_intent.succeeded')));

/** The stored event of an intent's payment. */
async function paidEvent(intentId: string) {
  await expect.poll(() => eventsAbout(intentId)).toHaveLength(1);
  const [event] = await eventsAbout(intentId);
  if (!event) throw new Error('it was there a moment ago');
  return event;
}

describe('a process that is killed', () => {
  test('A01 after the intent was made, before its id was saved: the retry gets the same intent', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const slot = { courtId: court.id, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
    const other = await processDyingAt('intent_created');
    const booked = other.call('book', player, { ...slot, participants: [], extras: [], guest: undefined });
    await expect(booked).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');

    const [saved] = await db().select().from(reservations).where(eq(reservations.userId, player.id));
    const reservationId = saved?.id ?? '';
    expect(await readBooking(reservationId)).toMatchObject({
      status: 'payment_pending',
      payment: { paymentIntentId: null },
    });
    const payment = await startPayment(personContext(player), { reservationId });
    const { payment_intents } = await stripeState();
    expect(payment_intents.filter(({ metadata }) => metadata.reservation_id === reservationId)).toMatchObject(
      [{ id: payment.paymentIntentId }],
    );
    expect((await readBooking(reservationId)).status).toBe('pending');
  });

  test('A02 after the player paid, before anything was written: the webhook alone confirms within a minute, and every invariant holds', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const slot = { courtId: court.id, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
    const other = await startOtherProcess();
    const { reservationId, payment } = await other.call('book', player, {
      ...slot,
      participants: [],
      extras: [],
      guest: undefined,
    });
    other.stop();
    await other.ended;
    const intentId = payment?.paymentIntentId ?? '';
    const paidMs = performance.now();
    await payIntent(sandbox(), intentId);
    expect(await processStripeEvent(job(), (await paidEvent(intentId)).id)).toBe('done');
    const { status, notices } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    for (const { id } of notices) expect(await deliverNotice(job(), id)).toBe('sent');
    expect(performance.now() - paidMs).toBeLessThan(60_000);
    expect(await brokenInvariants()).toEqual([]);
  });

  test('A03 after settling, before answering: told again it answers 200 and changes nothing', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    const event = await paidEvent(intentId);
    const other = await processDyingAt('payment_settled');
    await expect(other.call('process', event.id)).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');
    expect((await paidEvent(intentId)).processedAt).toBeNull();
    expect((await readBooking(reservationId)).status).toBe('confirmed');

    await stripeControl(sandbox(), `events/${event.eventId}/resend`);
    expect(await stripeControl(sandbox(), 'webhooks/flush')).toEqual({ undelivered: 0 });
    expect((await answersTo(event.eventId)).at(-1)).toBe(200);
    expect(await eventsAbout(intentId)).toHaveLength(1);
    expect(await processStripeEvent(job(), event.id)).toBe('done');
    expect(await timesReached(reservationId, 'confirmed')).toBe(1);
    const { notices: told, refunds: back } = await readBooking(reservationId);
    expect(told).toHaveLength(1);
    expect(back).toEqual([]);
  });

  test('A04 after the event was stored, before anything was done about it: the sweep finds the row', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await stripeControl(sandbox(), 'webhooks/pause');
    await payIntent(sandbox(), intentId);
    const { body, signature } = signedEvent(
      await stripeEvent(sandbox(), intentId, 'payment_intent.succeeded'),
    );
    const other = await processDyingAt('webhook_stored');
    await expect(other.call('receive', body, signature)).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');
    const event = await paidEvent(intentId);
    expect(event.processedAt).toBeNull();

    await stripeControl(sandbox(), 'webhooks/resume');
    await stripeControl(sandbox(), 'webhooks/flush');
    expect(await eventsAbout(intentId)).toHaveLength(1);
    await db()
      .update(webhookEvents)
      .set({ receivedAt: new Date(Date.now() - 120_000) });
    expect((await sweep(job())).webhooks).toBeGreaterThan(0);
    expect(await processStripeEvent(job(), event.id)).toBe('done');
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});
