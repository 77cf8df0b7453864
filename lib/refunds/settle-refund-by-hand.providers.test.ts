import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/db';
import { audit } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { bookAndPay, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { processRefund } from './process-refund';
import { refundPayment } from './refund-payment';
import { listUnclaimedPayments } from './refund-unclaimed-payment';
import { retryRefund } from './retry-refund';
import { settleRefundByHand } from './settle-refund-by-hand';
import { syncRefunds } from './sync-refunds';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const operator = async () => personContext(await makeUser({ operatorSince: new Date() }));

beforeEach(() => stripeControl(sandbox(), 'refunds', { mode: 'succeeded' }));

/** A refund of 45 € that the player's bank returned to Stripe. */
async function failed() {
  const booked = await bookAndPay(sandbox());
  await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
  const [refund] = (await readBooking(booked.reservationId)).refunds;
  const refundId = refund?.id ?? '';
  await processRefund(job(), refundId);
  const [made] = (await readBooking(booked.reservationId)).refunds;
  await stripeControl(sandbox(), `refunds/${made?.stripeRefundId}/bounce`);
  await syncRefunds(job(), booked.intentId);
  return { ...booked, refundId };
}

test('A23 a failed refund that the club paid in cash is owed no more, by the word of whoever says so', async () => {
  const { reservationId, refundId, paymentId, ctx } = await failed();
  const staff = await operator();
  const paid = { refundId, note: 'in cash, receipt 17' };
  await expect(settleRefundByHand(ctx, paid)).rejects.toMatchObject({ code: 'not_found' });
  await settleRefundByHand(staff, paid);
  expect((await readBooking(reservationId)).refunds).toMatchObject([
    { status: 'covered', paidByHandAt: expect.any(Date), note: 'in cash, receipt 17' },
  ]);
  const words = await db()
    .select()
    .from(audit)
    .where(and(eq(audit.entityId, refundId), eq(audit.toState, 'covered')));
  expect(words).toMatchObject([{ actor: expect.stringMatching(/^staff:/), detail: { paid_by_hand: true } }]);
  expect((await listUnclaimedPayments()).map((row) => row.paymentId)).not.toContain(paymentId);
  const violations = await listViolations();
  expect(violations.flatMap(({ objectIds }) => objectIds)).not.toContain(paymentId);
  await expect(settleRefundByHand(staff, paid)).rejects.toMatchObject({ code: 'conflict' });
  await expect(retryRefund(staff, { refundId })).rejects.toMatchObject({ code: 'conflict' });
});

test('A23 what staff send instead of a failed refund takes its place', async () => {
  const { reservationId, paymentId, refundId } = await failed();
  await refundPayment(await operator(), { paymentId, reason: 'requested_by_customer' });
  const { refunds, payment } = await readBooking(reservationId);
  expect(refunds.find(({ id }) => id === refundId)).toMatchObject({ status: 'covered' });
  expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
});
