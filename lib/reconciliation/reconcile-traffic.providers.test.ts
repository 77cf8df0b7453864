import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { heartbeats, payments, refunds, repairs, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { settlePayment } from '@/lib/payments/settle-payment';
import { listOpenFindings } from '@/lib/records/findings';
import { processRefund } from '@/lib/refunds/process-refund';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { closeBreaker } from '@/lib/services/call/shared-breakers';
import { createIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { moveDispute, openDispute } from '@/test/disputes';
import { openFreshBooks } from '@/test/fresh-books';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { reconcile } from './reconcile';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const fromNow = (ms: number) => ({ ...systemContext('reconcile'), now: new Date(Date.now() + ms) });
/** A run a few minutes later, when nothing is pending any more. */
const later = () => fromNow(5 * 60_000);

beforeEach(() => openFreshBooks(sandbox()));

const counted = z.object({ hits: z.number() });
const hits = async () => counted.parse(await (await fetch(`${sandbox().urls.stripe}/_faults`)).json()).hits;

/** The result of a comparison while something happens during one of its requests. */
async function compareWhile(held: Record<string, unknown>, act: () => Promise<unknown>) {
  const before = await hits();
  await addFault(sandbox(), 'stripe', { times: 1, delay_ms: 9_000, ...held });
  const running = reconcile(later());
  await expect.poll(hits, { interval: 5 }).toBeGreaterThan(before);
  await act();
  await clearFaults(sandbox());
  return running;
}

const LISTED = { mode: 'late', method: 'GET' };

async function requestRefund() {
  const booked = await bookAndPay(sandbox());
  await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
  const [refund] = (await readBooking(booked.reservationId)).refunds;
  return { ...booked, refundId: refund?.id ?? '' };
}

describe('A16 what happens between Stripe’s list and our rows is no difference', () => {
  test('somebody pays', async () => {
    const { intentId, reservationId } = await bookAsPlayer();
    const result = await compareWhile({ ...LISTED, path: '/v1/payment_intents' }, async () => {
      await payIntent(sandbox(), intentId);
      await settlePayment(job(), intentId);
    });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    expect(result).toMatchObject({ repaired: 0, open: 0 });
    expect(result.sums).toMatchObject([{ stripeTakenMinor: 4500, ourTakenMinor: 4500 }]);
  });

  test('a refund comes through', async () => {
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_succeeded', settle_ms: 600_000 });
    const { refundId, intentId } = await requestRefund();
    await processRefund(job(), refundId);
    const [{ id = '' } = {}] = z
      .object({ refunds: z.array(z.object({ id: z.string() })) })
      .parse(await stripeControl(sandbox(), 'state')).refunds;
    const result = await compareWhile({ ...LISTED, path: '/v1/refunds' }, async () => {
      await stripeControl(sandbox(), `refunds/${id}/settle`, { outcome: 'succeeded' });
      await syncRefunds(job(), intentId);
    });
    expect(result).toMatchObject({ repaired: 0, open: 0 });
    expect(result.sums).toMatchObject([{ stripeReturnedMinor: 4500, ourReturnedMinor: 4500 }]);
  });

  test('somebody pays what was about to be cancelled: the money is settled, and nothing is called cancelled', async () => {
    const { intentId, paymentId, reservationId } = await bookAsPlayer();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservationId));
    await db().update(payments).set({ status: 'cancelled' }).where(eq(payments.id, paymentId));
    const result = await compareWhile({ mode: 'delay', path: `${intentId}/cancel` }, () =>
      payIntent(sandbox(), intentId),
    );
    expect(result).toMatchObject({ repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { cause: 'late_payment', amountMinor: 4500 },
    ]);
    const lines = await db().select().from(repairs).where(eq(repairs.objectId, intentId));
    expect(lines).toMatchObject([{ action: 'settled', actor: 'system:reconcile' }]);
  });
});

describe('what breaks holds up nothing else', () => {
  test('a 500 on one intent is shown, and a missed payment behind it is settled', async () => {
    const missed = await bookAsPlayer();
    const bad = await bookAsPlayer();
    await payIntent(sandbox(), missed.intentId);
    await db().update(payments).set({ status: 'cancelled' }).where(eq(payments.id, bad.paymentId));
    await addFault(sandbox(), 'stripe', { mode: 'status', path: `${bad.intentId}/cancel` });
    expect(await reconcile(later())).toMatchObject({ repaired: 1, open: 1 });
    expect((await readBooking(missed.reservationId)).status).toBe('confirmed');
    const open = await listOpenFindings('reconcile.');
    expect(open).toMatchObject([{ issue: 'reconcile.cancel', objectId: bad.intentId }]);

    await clearFaults(sandbox());
    expect(await reconcile(later())).toMatchObject({ repaired: 1, open: 0 });
    expect(await listOpenFindings('reconcile.')).toEqual([]);
  });

  test('so is a 500 on one refund, and another that failed unheard of is called failed', async () => {
    const bad = await requestRefund();
    await processRefund(job(), bad.refundId);
    const other = await requestRefund();
    await processRefund(job(), other.refundId);
    await db().update(refunds).set({ stripeRefundId: 're_elsewhere' }).where(eq(refunds.id, bad.refundId));
    const [back] = (await readBooking(other.reservationId)).refunds;
    await stripeControl(sandbox(), `refunds/${back?.stripeRefundId}/bounce`);
    await addFault(sandbox(), 'stripe', { mode: 'status', path: 're_elsewhere' });
    await reconcile(later());
    expect((await readBooking(other.reservationId)).refunds).toMatchObject([{ status: 'failed' }]);
    const open = await listOpenFindings('reconcile.');
    expect(open).toContainEqual(
      expect.objectContaining({ issue: 'reconcile.unreadable', objectId: bad.refundId }),
    );
  });

  test('while Stripe is away what needs no Stripe is mended, and what was open stays open', async () => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    await db().update(payments).set({ receivedMinor: 4499 }).where(eq(payments.id, paymentId));
    await reconcile(later());
    const open = await listOpenFindings('reconcile.');
    expect(open).toMatchObject([{ issue: 'reconcile.amount_differs', objectId: intentId }]);

    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservationId));
    await addFault(sandbox(), 'stripe', { mode: 'status' });
    await expect(reconcile(later())).rejects.toMatchObject({ code: 'service_unavailable' });
    await closeBreaker('payment');
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ amountMinor: 4499 }]);
    expect(await listOpenFindings('reconcile.')).toEqual(open);

    await clearFaults(sandbox());
    await db().update(payments).set({ receivedMinor: 4500 }).where(eq(payments.id, paymentId));
    await reconcile(later());
    expect(await listOpenFindings('reconcile.')).toEqual([]);
  });
});

const customers = z.object({ payment_intents: z.array(z.object({ customer: z.string() })) });
const someCustomer = async () =>
  customers.parse(await stripeControl(sandbox(), 'state')).payment_intents[0]?.customer ?? '';

describe('how far back it looks', () => {
  /** Paid beside the payment of a hold, which our own rows do not show. */
  async function payBeside() {
    const { reservationId, paymentId, player } = await bookAsPlayer();
    const customer = await someCustomer();
    const beside = await createIntent(
      {
        amountMinor: 4500,
        currency: 'EUR',
        customerId: customer,
        description: 'beside',
        metadata: { reservation_id: reservationId, user_id: player.id, payment_id: paymentId },
      },
      crypto.randomUUID(),
    );
    await payIntent(sandbox(), beside.id);
    return reservationId;
  }

  test('to the last run when that is more than three days ago', async () => {
    const reservationId = await payBeside();
    await db().insert(heartbeats).values({ job: 'reconcile', at: new Date(), durationMs: 1 });
    await reconcile(fromNow(120 * HOUR_MS));
    expect((await readBooking(reservationId)).payments).toHaveLength(2);
  });

  test('three days otherwise', async () => {
    const reservationId = await payBeside();
    const at = new Date(Date.now() + 119 * HOUR_MS);
    await db().insert(heartbeats).values({ job: 'reconcile', at, durationMs: 1 });
    await reconcile(fromNow(120 * HOUR_MS));
    expect((await readBooking(reservationId)).payments).toHaveLength(1);
  });

  test('A21 a refund that succeeded and came back after more than three days is called failed', async () => {
    const { reservationId, refundId } = await requestRefund();
    await processRefund(job(), refundId);
    const [back] = (await readBooking(reservationId)).refunds;
    expect(back).toMatchObject({ status: 'succeeded' });
    await stripeControl(sandbox(), 'clock/advance', { ms: 119 * HOUR_MS });
    await stripeControl(sandbox(), `refunds/${back?.stripeRefundId}/bounce`);
    expect(await reconcile(fromNow(120 * HOUR_MS))).toMatchObject({ repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'failed' }]);
  });

  test('a missed payment on the second page of Stripe’s list is settled', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    const customer = await someCustomer();
    const money = { amountMinor: 100, currency: 'EUR', customerId: customer, description: 'foreign' };
    const names = { reservation_id: 'theirs', user_id: 'theirs', payment_id: 'theirs' };
    for (let made = 0; made < 100; made += 1)
      await createIntent({ ...money, metadata: names }, crypto.randomUUID());
    expect(await reconcile(later())).toMatchObject({ intents: 101, repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });
});

test('what banks have taken is added up in both books', async () => {
  const [held, lost, won, asked] = [
    await bookAndPay(sandbox()),
    await bookAndPay(sandbox()),
    await bookAndPay(sandbox()),
    await bookAndPay(sandbox()),
  ];
  await openDispute(sandbox(), held.intentId);
  await moveDispute(sandbox(), await openDispute(sandbox(), lost.intentId), 'lost');
  await moveDispute(sandbox(), await openDispute(sandbox(), won.intentId), 'won');
  await openDispute(sandbox(), asked.intentId, { inquiry: true });
  const { sums } = await reconcile(later());
  expect(sums).toMatchObject([
    { stripeTakenMinor: 18000, stripeWithdrawnMinor: 9000, ourWithdrawnMinor: 9000 },
  ]);
});
