import { and, eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { audit, notices, refunds, reservations, users, webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { deliverNotice } from '@/lib/notifications/deliver-notice';
import { sweep } from '@/lib/operations/sweep';
import { processRefund } from '@/lib/payments/process-refund';
import { processStripeEvent } from '@/lib/payments/process-stripe-event';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment } from '@/lib/payments/start-payment';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { bookAndPay, bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { signedEvent, stripeEvent } from '@/test/stripe-events';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'], appUrl: () => api() });
const job = () => systemContext('test');

const started: OtherProcess[] = [];
afterEach(() => {
  for (const other of started.splice(0)) other.stop();
});

async function processThatDiesAt(point: string): Promise<OtherProcess> {
  const other = await startOtherProcess({ PISTA_CRASH_AT: point });
  started.push(other);
  return other;
}

const stateSchema = z.object({
  payment_intents: z.array(z.object({ id: z.string(), metadata: z.record(z.string(), z.string()) })),
  refunds: z.array(z.object({ payment_intent: z.string(), amount: z.number(), status: z.string() })),
});
const stripeState = async () => stateSchema.parse(await stripeControl(sandbox(), 'state'));

const eventsAbout = (intentId: string) =>
  db()
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.objectId, intentId), eq(webhookEvents.type, 'payment_intent.succeeded')));

/** The stored event that says an intent was paid. */
async function paidEvent(intentId: string) {
  await expect.poll(() => eventsAbout(intentId), { timeout: 10_000 }).toHaveLength(1);
  const [event] = await eventsAbout(intentId);
  if (!event) throw new Error('it was there a moment ago');
  return event;
}

const confirmations = (reservationId: string) =>
  db()
    .select()
    .from(audit)
    .where(and(eq(audit.entityId, reservationId), eq(audit.toState, 'confirmed')));

describe('a process that is killed', () => {
  test('A01 after the intent was made, before its id was saved: the retry gets the same intent', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const slot = { courtId: court.id, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
    const other = await processThatDiesAt('intent_created');
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

  test('A02 after the player paid, before anything was written: the webhook alone confirms', async () => {
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
    await payIntent(sandbox(), intentId);
    expect(await processStripeEvent(job(), (await paidEvent(intentId)).id)).toBe('done');
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test('A03 after settling, before answering: doing it again changes nothing', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    const event = await paidEvent(intentId);
    const other = await processThatDiesAt('payment_settled');
    await expect(other.call('process', event.id)).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');
    expect((await paidEvent(intentId)).processedAt).toBeNull();
    expect((await readBooking(reservationId)).status).toBe('confirmed');

    await stripeControl(sandbox(), `events/${event.eventId}/resend`);
    expect(await processStripeEvent(job(), event.id)).toBe('done');
    expect(await confirmations(reservationId)).toHaveLength(1);
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
    const other = await processThatDiesAt('webhook_stored');
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

  test('C03 after a refund was sent, before it was saved: the money goes back once', async () => {
    const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
    await cancelReservation(ctx, { reservationId });
    const [refund] = (await readBooking(reservationId)).refunds;
    const other = await processThatDiesAt('refund_sent');
    await expect(other.call('refund', refund?.id ?? '')).rejects.toThrow('gone');
    expect(await other.ended).toBe('SIGKILL');
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'requested' }]);

    expect(await processRefund(job(), refund?.id ?? '')).toBe('succeeded');
    const sent = (await stripeState()).refunds.filter((row) => row.payment_intent === intentId);
    expect(sent).toMatchObject([{ amount: 4500, status: 'succeeded' }]);
  });

  test('C03 after a refund was sent a day ago, when Stripe has forgotten its key: still once', async () => {
    const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
    await cancelReservation(ctx, { reservationId });
    const [refund] = (await readBooking(reservationId)).refunds;
    const other = await processThatDiesAt('refund_sent');
    await expect(other.call('refund', refund?.id ?? '')).rejects.toThrow('gone');
    await stripeControl(sandbox(), 'idempotency_keys/forget');
    const tomorrow = { ...job(), now: new Date(Date.now() + 25 * 3_600_000) };
    expect(await processRefund(tomorrow, refund?.id ?? '')).toBe('succeeded');
    const sent = (await stripeState()).refunds.filter((row) => row.payment_intent === intentId);
    expect(sent).toMatchObject([{ amount: 4500, status: 'succeeded' }]);
    expect(
      await db()
        .select()
        .from(refunds)
        .where(eq(refunds.id, refund?.id ?? '')),
    ).toHaveLength(1);
  });

  test('C03 after a mail was sent, before it was marked: the player gets it once', async () => {
    const { reservationId, player } = await bookAndPay(sandbox());
    const [notice] = (await readBooking(reservationId)).notices;
    const id = notice?.id ?? '';
    // Word of the mail's arrival would mark it too.
    const webhooks = `${sandbox().urls.resend}/_control/webhooks`;
    await fetch(webhooks, { method: 'POST', body: JSON.stringify({ copies: 0 }) });
    const other = await processThatDiesAt('notice_sent');
    await expect(other.call('deliver', id)).rejects.toThrow('gone');
    expect((await readBooking(reservationId)).notices).toMatchObject([{ status: 'sending' }]);

    await db()
      .update(notices)
      .set({ claimedAt: new Date(Date.now() - 180_000) })
      .where(eq(notices.id, id));
    expect(await deliverNotice(job(), id)).toBe('sent');
    expect(await messagesTo(sandbox(), player.email)).toHaveLength(1);
    await fetch(webhooks, { method: 'DELETE' });
  });

  test('C03 after a text was sent, before it was marked: it is not sent again, and the club rings up', async () => {
    const phone = '+34600000456';
    const { reservationId, intentId, player } = await bookAsPlayer();
    const byText = { emailInvalidAt: new Date(), phone };
    await db().update(users).set(byText).where(eq(users.id, player.id));
    await payIntent(sandbox(), intentId);
    await settlePayment(job(), intentId);
    const [notice] = (await readBooking(reservationId)).notices;
    const id = notice?.id ?? '';
    const webhooks = `${sandbox().urls.twilio}/_control/webhooks`;
    await fetch(webhooks, { method: 'POST', body: JSON.stringify({ copies: 0 }) });
    const other = await processThatDiesAt('notice_sent');
    await expect(other.call('deliver', id)).rejects.toThrow('gone');
    expect((await readBooking(reservationId)).notices).toMatchObject([{ channel: 'sms', status: 'sending' }]);

    const elevenMinutesAgo = { claimedAt: new Date(Date.now() - 11 * 60_000) };
    await db().update(notices).set(elevenMinutesAgo).where(eq(notices.id, id));
    expect(await deliverNotice(job(), id)).toBe('skipped');
    expect((await sweep(job())).staleTexts).toBe(1);
    const { notices: told } = await readBooking(reservationId);
    expect(told.map(({ channel, status }) => [channel, status]).toSorted()).toEqual([
      ['call', 'pending'],
      ['sms', 'failed'],
    ]);
    expect(await messagesTo(sandbox(), phone)).toHaveLength(1);
  });
});
