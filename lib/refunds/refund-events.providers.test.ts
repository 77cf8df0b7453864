import { describe, expect, test } from 'vitest';
import { listMoneyTrouble } from '@/lib/backoffice/list-money-trouble';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { bookAndPay, readBooking, timesReached } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { listStripeEvents, stripeEvent } from '@/test/stripe-events';
import { replayAsOperator, useWebhooks, workOff } from '@/test/webhooks';
import { processRefund } from './process-refund';
import { retryRefund } from './retry-refund';
import { syncRefunds } from './sync-refunds';

const { sandbox, deliver } = useWebhooks();
const job = () => systemContext('test');
const makeOperator = async () => personContext(await makeUser({ operatorSince: new Date() }));

describe('word of a refund', () => {
  async function cancelled() {
    const booked = await bookAndPay(sandbox());
    await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
    const [refund] = (await readBooking(booked.reservationId)).refunds;
    return { ...booked, refundId: refund?.id ?? '' };
  }

  test.each([
    ['comes late', { mode: 'late', times: 1, delay_ms: 9_000 }],
    ['is cut off', { mode: 'cut', times: 2 }],
  ])(
    'A22 comes before the answer to our request, which %s: there is one row, keyed by Stripe’s id',
    async (_title, fault) => {
      const { reservationId, intentId, refundId } = await cancelled();
      await addFault(sandbox(), 'stripe', { path: '/v1/refunds', method: 'POST', ...fault });
      const asked = Promise.allSettled([processRefund(job(), refundId)]);
      const told = () => listStripeEvents(sandbox(), intentId);
      await expect.poll(async () => (await told()).map(({ type }) => type)).toContain('refund.created');
      await deliver(await stripeEvent(sandbox(), intentId, 'refund.created'));
      expect(await workOff()).toEqual(['done']);
      await clearFaults(sandbox());
      await asked;
      const { refunds, payment } = await readBooking(reservationId);
      expect(refunds).toMatchObject([{ id: refundId, status: 'succeeded' }]);
      expect(refunds[0]?.stripeRefundId).toMatch(/^re_/);
      expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
      expect(await timesReached(refundId, 'succeeded')).toBe(1);
      expect(await processRefund(job(), refundId)).toBe('succeeded');
    },
  );

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

  test('A23 pending, and failed an hour later: never shown as returned, told to player and staff, sent again by staff', async () => {
    const { reservationId, intentId, refundId } = await cancelled();
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: HOUR_MS });
    expect(await processRefund(job(), refundId)).toBe('pending');
    const nothingBack = { status: 'completed', refundedMinor: 0 };
    expect((await readBooking(reservationId)).payment).toMatchObject(nothingBack);
    await stripeControl(sandbox(), 'clock/advance', { ms: HOUR_MS });
    await deliver(await stripeEvent(sandbox(), intentId, 'refund.failed'));
    await workOff();
    const failed = await readBooking(reservationId);
    expect(failed.refunds).toMatchObject([{ status: 'failed' }]);
    expect(failed.payment).toMatchObject(nothingBack);
    expect(failed.notices.map(({ kind }) => kind)).toContain('refund_failed');
    const operator = await makeOperator();
    const { failedRefunds } = await listMoneyTrouble(operator);
    expect(failedRefunds.map(({ id }) => id)).toContain(refundId);

    await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
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
  const operator = await makeOperator();
  expect(await retryRefund(operator, { refundId })).toBe('succeeded');
  const { payment, notices } = await readBooking(reservationId);
  expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
  expect(notices.filter(({ kind }) => kind === 'payment_refunded')).toHaveLength(2);
});
