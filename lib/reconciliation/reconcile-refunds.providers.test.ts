import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { payments, refunds } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { listOpenFindings } from '@/lib/records/findings';
import { processRefund } from '@/lib/refunds/process-refund';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { openFreshBooks } from '@/test/fresh-books';
import { brokenInvariants } from '@/test/invariants';
import { minutesLater, repairsOf } from '@/test/reconciling';
import { addFault, useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe, stripeControl } from '@/test/stripe-control';
import { reconcile } from './reconcile';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

beforeEach(() => openFreshBooks(sandbox()));

describe('A16 the two books of refunds', () => {
  /** A booking of 45 € that its player cancelled with a full refund. */
  async function owed() {
    const booked = await bookAndPay(sandbox());
    await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
    const [refund] = (await readBooking(booked.reservationId)).refunds;
    return { ...booked, refundId: refund?.id ?? '' };
  }

  test.each([
    ['made', 'succeeded', 'succeeded'],
    ['on its way', 'pending_then_succeeded', 'pending'],
  ] as const)(
    'Stripe accepts one, calls it %s and forgets it: the next run flags it, once, until another made at Stripe took its place',
    async (_title, mode, status) => {
      await stripeControl(sandbox(), 'refunds', { mode, settle_ms: 3_600_000 });
      const { reservationId, intentId, refundId } = await owed();
      expect(await processRefund(job(), refundId)).toBe(status);
      const [accepted] = await refundsAtStripe(sandbox(), intentId);
      await stripeControl(sandbox(), `refunds/${accepted?.id}/forget`);
      expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 1 });
      expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 1 });
      expect(await repairsOf(refundId)).toEqual([
        { issue: 'reconcile.refund_unknown_at_stripe', action: 'flagged' },
      ]);

      await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
      await stripeControl(sandbox(), `payment_intents/${intentId}/refund`);
      expect(await reconcile(minutesLater())).toMatchObject({ open: 0 });
      expect(await listOpenFindings('reconcile.')).toEqual([]);
      const { refunds, payment } = await readBooking(reservationId);
      expect(refunds.map(({ cause, status: at }) => `${cause} ${at}`).sort()).toEqual([
        'cancellation covered',
        'dashboard succeeded',
      ]);
      expect(payment).toMatchObject({ status: 'refunded', refundedMinor: 4500 });
    },
  );

  test('Stripe made one and we never heard of it: the next run takes it over', async () => {
    const { reservationId, intentId, refundId } = await owed();
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/refunds', method: 'POST', times: 2 });
    await expect(processRefund(job(), refundId)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'requested' }]);
    expect(await refundsAtStripe(sandbox(), intentId)).toHaveLength(1);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect(await repairsOf(refundId)).toEqual([{ issue: 'reconcile.refund_differs', action: 'taken_over' }]);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'succeeded', stripeRefundId: expect.stringMatching(/^re_/) },
    ]);
  });

  test('one that we call made without an id of Stripe’s is found by the checker', async () => {
    const { refundId } = await owed();
    await db().update(refunds).set({ status: 'succeeded' }).where(eq(refunds.id, refundId));
    expect((await brokenInvariants()).flat(2)).toContain(refundId);
  });

  test('a refund made in Stripe’s dashboard shows up here', async () => {
    const { reservationId, intentId } = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    const { payment, refunds: back } = await readBooking(reservationId);
    expect(payment).toMatchObject({ status: 'partially_refunded', refundedMinor: 1000 });
    expect(back).toMatchObject([{ cause: 'dashboard', amountMinor: 1000, status: 'succeeded' }]);
  });

  test('a refund that cannot be understood is flagged, and a missed payment beside it is settled', async () => {
    const odd = await bookAndPay(sandbox());
    const missed = await bookAsPlayer();
    await payIntent(sandbox(), missed.intentId);
    await stripeControl(sandbox(), `payment_intents/${odd.intentId}/refund`, { amount: 1000 });
    const [refund] = await refundsAtStripe(sandbox(), odd.intentId);
    await stripeControl(sandbox(), `objects/${refund?.id}/distort`, { status: 'paid_in_gold' });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 1 });
    expect((await readBooking(missed.reservationId)).status).toBe('confirmed');
    expect(await repairsOf(refund?.id ?? '')).toEqual([{ issue: 'reconcile.unreadable', action: 'flagged' }]);
  });

  test('what one payment alone trips over is shown and keeps no other from being compared', async () => {
    const stuck = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${stuck.intentId}/refund`);
    const well = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${well.intentId}/refund`);
    // By Stripe's list more was refunded than our row received.
    await db().update(payments).set({ receivedMinor: 4499 }).where(eq(payments.id, stuck.paymentId));
    expect((await reconcile(minutesLater())).open).toBeGreaterThan(0);
    expect((await readBooking(well.reservationId)).payment).toMatchObject({ status: 'refunded' });
    expect((await listOpenFindings('reconcile.')).map(({ issue }) => issue)).toContain(
      'reconcile.refund_unknown_here',
    );
  });
});
