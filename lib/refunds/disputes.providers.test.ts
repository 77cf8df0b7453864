import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { settlePayment } from '@/lib/payments/settle-payment';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { bookAndPay, bookAsPlayer, lapse, readBooking, sendRefunds } from '@/test/bookings';
import { moveDispute, openDispute } from '@/test/disputes';
import { personContext } from '@/test/factories';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe } from '@/test/stripe-control';
import { syncDispute } from './sync-dispute';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const later = () => ({ ...systemContext('reconcile'), now: new Date(Date.now() + 5 * 60_000) });

beforeEach(() => clearFaults(sandbox()));

/** What refunds have returned at Stripe, to the cent. */
async function givenBack(intentId: string): Promise<number> {
  return (await refundsAtStripe(sandbox(), intentId))
    .filter(({ status }) => status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0);
}

type Paid = { reservationId: string; intentId: string; paymentId: string };
type Way = { pay: () => Promise<Paid>; askBack: (paid: Paid) => Promise<unknown> };

/** Each cause of a refund of 45 €, from the payment to the requested row. */
const WAYS: Record<string, Way> = {
  'a cancellation': {
    pay: () => bookAndPay(sandbox()),
    async askBack({ reservationId }) {
      const { userId } = (await readBooking(reservationId)).payment ?? {};
      const player = await db().query.users.findFirst({
        where: (user, { eq: is }) => is(user.id, userId ?? ''),
      });
      if (!player) throw new Error('the player is there');
      await cancelReservation(personContext(player), { reservationId });
    },
  },
  'late money': {
    async pay() {
      const booked = await bookAsPlayer();
      await lapse(booked.reservationId);
      await bookAsPlayer({ courtId: booked.courtId });
      await payIntent(sandbox(), booked.intentId);
      return booked;
    },
    askBack: ({ intentId }) => settlePayment(job(), intentId),
  },
};

const told = async (reservationId: string) =>
  (await readBooking(reservationId)).notices
    .map(({ kind }) => kind)
    .filter((kind) => kind.includes('refund'));

const moneyWithoutCourt = async (paymentId: string) =>
  (await listViolations()).some(
    ({ check, objectIds }) => check.type === 'money_without_court' && objectIds.includes(paymentId),
  );

describe.each(Object.entries(WAYS))('A30 a payment in dispute and %s', (_way, { pay, askBack }) => {
  /** Late money is known only when it is settled, and so is an earlier dispute. */
  async function disputed(how: object = {}) {
    const paid = await pay();
    const disputeId = await openDispute(sandbox(), paid.intentId, how);
    return { ...paid, disputeId };
  }

  test.each([
    ['told before', true],
    ['not told yet', false],
  ])('%s: the refund waits, nobody is told that it failed', async (_title, known) => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    if (known) await syncDispute(job(), disputeId, 'charge.dispute.created');
    await askBack({ reservationId, intentId, paymentId });
    await sendRefunds(reservationId);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', heldByDisputeId: disputeId, attempt: known ? 1 : 2 },
    ]);
    expect(await told(reservationId)).toEqual([]);
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test('lost: the bank has given the money back, and we do not', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    await askBack({ reservationId, intentId, paymentId });
    await sendRefunds(reservationId);
    await moveDispute(sandbox(), disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await sendRefunds(reservationId);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'covered', amountMinor: 4500 },
    ]);
    expect(await givenBack(intentId)).toBe(0);
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
    expect((await reconcile(later())).repaired).toBe(0);
  });

  test('lost before it was asked back: nothing is owed any more', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    await moveDispute(sandbox(), disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await askBack({ reservationId, intentId, paymentId });
    await sendRefunds(reservationId);
    expect(await givenBack(intentId)).toBe(0);
    expect((await readBooking(reservationId)).refunds.filter(({ status }) => status !== 'covered')).toEqual(
      [],
    );
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test('lost over a part: the rest is sent', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ amount: 2000 });
    await askBack({ reservationId, intentId, paymentId });
    await sendRefunds(reservationId);
    await moveDispute(sandbox(), disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    const { refunds: rows } = await readBooking(reservationId);
    expect(rows.map(({ status, amountMinor }) => `${status} ${amountMinor}`).sort()).toEqual([
      'covered 2000',
      'requested 2500',
    ]);
    expect(rows.find(({ status }) => status === 'requested')?.heldByDisputeId).toBeNull();
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test.each(['won', 'warning_closed'])('%s: it is sent', async (status) => {
    const inquiry = status === 'warning_closed';
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ inquiry });
    await askBack({ reservationId, intentId, paymentId });
    if (!inquiry) await sendRefunds(reservationId);
    await moveDispute(sandbox(), disputeId, status);
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', heldByDisputeId: null },
    ]);
    await sendRefunds(reservationId);
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'refunded',
      refundedMinor: 4500,
    });
    expect(await givenBack(intentId)).toBe(4500);
  });

  test('only inquired: Stripe still refunds, so it is sent at once', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ inquiry: true });
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    await askBack({ reservationId, intentId, paymentId });
    await sendRefunds(reservationId);
    expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
  });

  test('whose word comes after our refund: it is never given a second time', async () => {
    const paid = await pay();
    await askBack(paid);
    await sendRefunds(paid.reservationId);
    const disputeId = await openDispute(sandbox(), paid.intentId);
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    await moveDispute(sandbox(), disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await sendRefunds(paid.reservationId);
    expect((await readBooking(paid.reservationId)).refunds).toMatchObject([{ status: 'succeeded' }]);
    expect(await givenBack(paid.intentId)).toBe(4500);
  });
});

test('A30 a dispute heals in the next comparison when its word was lost, new or of its end', async () => {
  const { intentId, reservationId, ctx } = await bookAndPay(sandbox());
  const disputeId = await openDispute(sandbox(), intentId);
  expect((await reconcile(later())).repaired).toBe(1);
  await cancelReservation(ctx, { reservationId });
  await sendRefunds(reservationId);
  await moveDispute(sandbox(), disputeId, 'won');
  expect((await reconcile(later())).repaired).toBe(1);
  await sendRefunds(reservationId);
  expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
  expect(await reconcile(later())).toMatchObject({ repaired: 0, open: 0 });
});
