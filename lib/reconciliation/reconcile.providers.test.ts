import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { payments, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { createIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { makePayment, makeReservation } from '@/test/factories';
import { openFreshBooks } from '@/test/fresh-books';
import { minutesLater, repairsOf } from '@/test/reconciling';
import { useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe, stripeControl } from '@/test/stripe-control';
import { reconcile } from './reconcile';

const sandbox = useSandbox({ providers: ['stripe'] });
beforeEach(() => openFreshBooks(sandbox()));

const intentSchema = z.object({ payment_intents: z.array(z.object({ id: z.string(), status: z.string() })) });

async function statusAtStripe(intentId: string) {
  const state = intentSchema.parse(await stripeControl(sandbox(), 'state'));
  return state.payment_intents.find(({ id }) => id === intentId)?.status;
}

/** An intent that names ours, made beside us. */
async function stray(metadata: { reservation_id: string; user_id: string; payment_id: string }) {
  const { customer } = z.object({ customer: z.string() }).parse(await firstIntent());
  const money = { amountMinor: 4500, currency: 'EUR', customerId: customer, description: 'stray' };
  return createIntent({ ...money, metadata }, crypto.randomUUID());
}

const firstIntent = async () =>
  z.object({ payment_intents: z.array(z.unknown()).min(1) }).parse(await stripeControl(sandbox(), 'state'))
    .payment_intents[0];

describe('the two books', () => {
  test('agree to the cent after a day of paying, cancelling and giving back', async () => {
    await bookAndPay(sandbox());
    await bookAsPlayer();
    const returned = await bookAndPay(sandbox());
    await cancelReservation(returned.ctx, { reservationId: returned.reservationId });
    const [refund] = (await readBooking(returned.reservationId)).refunds;
    await processRefund(systemContext('test'), refund?.id ?? '');

    const result = await reconcile(minutesLater());
    expect(result).toMatchObject({ intents: 3, refunds: 1, repaired: 0, open: 0 });
    expect(result.sums).toEqual([
      {
        currency: 'EUR',
        stripeTakenMinor: 9000,
        ourTakenMinor: 9000,
        stripeReturnedMinor: 4500,
        ourReturnedMinor: 4500,
        stripeWithdrawnMinor: 0,
        ourWithdrawnMinor: 0,
      },
    ]);
  });

  test('money that was never heard of is settled, and the repair is kept', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).status).toBe('confirmed');
    expect(await repairsOf(intentId)).toEqual([{ issue: 'reconcile.settle', action: 'settled' }]);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
  });

  test('an intent whose id was never saved, and which was paid, is settled', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.paymentIntentId, intentId));
    await payIntent(sandbox(), intentId);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).payment).toMatchObject({ paymentIntentId: intentId });
  });

  test('an intent that nobody of ours holds any more is cancelled at Stripe', async () => {
    const { intentId, paymentId } = await bookAsPlayer();
    await db()
      .update(payments)
      .set({ paymentIntentId: null, status: 'cancelled' })
      .where(eq(payments.id, paymentId));
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect(await statusAtStripe(intentId)).toBe('canceled');
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
  });

  test('A19 a second intent that was paid beside a confirmed reservation goes back in full', async () => {
    const { reservationId, paymentId, player } = await bookAndPay(sandbox());
    const second = await stray({ reservation_id: reservationId, user_id: player.id, payment_id: paymentId });
    await payIntent(sandbox(), second.id);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    const { status, payments: both, refunds: back } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(both).toHaveLength(2);
    expect(back).toMatchObject([{ cause: 'duplicate_payment', amountMinor: 4500, paymentId: both[1]?.id }]);
  });

  test('A19 a second intent that was paid while the court is held takes it, and the first is closed', async () => {
    const { reservationId, paymentId, player } = await bookAsPlayer();
    const second = await stray({ reservation_id: reservationId, user_id: player.id, payment_id: paymentId });
    await payIntent(sandbox(), second.id);
    await reconcile(minutesLater());
    const { status, payments: both } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(both[0]?.cancelRequestedAt).not.toBeNull();
    expect(both[1]).toMatchObject({ status: 'completed', paymentIntentId: second.id });
  });

  test('money of one of ours for a reservation we do not have goes back at Stripe, once', async () => {
    const { player } = await bookAsPlayer();
    const [reservation_id, payment_id] = [crypto.randomUUID(), crypto.randomUUID()];
    const lost = await stray({ reservation_id, user_id: player.id, payment_id });
    await payIntent(sandbox(), lost.id);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
    expect(await refundsAtStripe(sandbox(), lost.id)).toMatchObject([{ amount: 4500 }]);
  });

  test('of such money what somebody gave back in Stripe’s dashboard already is left out', async () => {
    const { player } = await bookAsPlayer();
    const [reservation_id, payment_id] = [crypto.randomUUID(), crypto.randomUUID()];
    const lost = await stray({ reservation_id, user_id: player.id, payment_id });
    await payIntent(sandbox(), lost.id);
    await stripeControl(sandbox(), `payment_intents/${lost.id}/refund`, { amount: 1000 });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
    const amounts = (await refundsAtStripe(sandbox(), lost.id)).map(({ amount }) => amount);
    expect(amounts.sort()).toEqual([1000, 3500]);
  });

  test.each([false, true])(
    'such money goes back although Stripe fails in its work (done: %s)',
    async (after_work) => {
      const { player } = await bookAsPlayer();
      const [reservation_id, payment_id] = [crypto.randomUUID(), crypto.randomUUID()];
      const lost = await stray({ reservation_id, user_id: player.id, payment_id });
      await payIntent(sandbox(), lost.id);
      await stripeControl(sandbox(), 'work', { fail: 1, after_work });
      expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 1 });
      await reconcile(minutesLater());
      expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
      expect(await refundsAtStripe(sandbox(), lost.id)).toMatchObject([{ amount: 4500 }]);
    },
  );

  test('an intent that names a payment of ours and no reservation is adopted for that payment’s', async () => {
    const { reservationId, paymentId, player } = await bookAndPay(sandbox());
    const second = await stray({ reservation_id: '', user_id: player.id, payment_id: paymentId });
    await payIntent(sandbox(), second.id);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 0 });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ cause: 'duplicate_payment' }]);
  });

  test('an intent that names nobody of ours is left alone: the account may be shared', async () => {
    await bookAsPlayer();
    const [reservation_id, user_id, payment_id] = [1, 2, 3].map(() => crypto.randomUUID());
    const foreign = await stray({
      reservation_id: reservation_id ?? '',
      user_id: user_id ?? '',
      payment_id: payment_id ?? '',
    });
    await payIntent(sandbox(), foreign.id);
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 0, open: 0 });
    expect(await refundsAtStripe(sandbox(), foreign.id)).toEqual([]);
  });

  test('money whose court was given back without a refund is asked back', async () => {
    const { reservationId, paymentId } = await bookAndPay(sandbox());
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservationId));
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1 });
    const { refunds: back, notices } = await readBooking(reservationId);
    expect(back).toMatchObject([{ cause: 'late_payment', status: 'requested', amountMinor: 4500 }]);
    expect(notices.map(({ kind }) => kind)).toContain('payment_too_late');
    expect(await repairsOf(paymentId)).toEqual([
      { issue: 'reconcile.money_without_court', action: 'refund_requested' },
    ]);
  });
});

describe('what cannot be mended without a person', () => {
  test('an intent that cannot be understood is flagged, and a missed payment beside it is settled', async () => {
    const odd = await bookAsPlayer();
    const missed = await bookAsPlayer();
    await payIntent(sandbox(), missed.intentId);
    await stripeControl(sandbox(), `objects/${odd.intentId}/distort`, { status: 'paid_in_gold' });
    expect(await reconcile(minutesLater())).toMatchObject({ repaired: 1, open: 1 });
    expect((await readBooking(missed.reservationId)).status).toBe('confirmed');
    expect(await repairsOf(odd.intentId)).toEqual([{ issue: 'reconcile.unreadable', action: 'flagged' }]);
  });

  test('another application’s intent that cannot be understood is none of ours', async () => {
    const { intentId, paymentId } = await bookAsPlayer();
    await db().update(payments).set({ paymentIntentId: null }).where(eq(payments.id, paymentId));
    await stripeControl(sandbox(), `objects/${intentId}/distort`, { status: 'paid_in_gold', metadata: {} });
    expect(await reconcile(minutesLater())).toMatchObject({ intents: 0, repaired: 0, open: 0 });
  });

  test('a payment that Stripe does not know is flagged', async () => {
    await makePayment(await makeReservation(), { paymentIntentId: 'pi_nowhere' });
    expect(await reconcile(minutesLater())).toMatchObject({ open: 1 });
    expect(await repairsOf('pi_nowhere')).toEqual([
      { issue: 'reconcile.unknown_at_stripe', action: 'flagged' },
    ]);
  });

  test('an amount that differs by one cent is flagged, and the sums show it', async () => {
    const { intentId } = await bookAndPay(sandbox());
    await db().update(payments).set({ receivedMinor: 4499 }).where(eq(payments.paymentIntentId, intentId));
    const result = await reconcile(minutesLater());
    expect(result.open).toBe(1);
    expect(result.sums).toMatchObject([{ stripeTakenMinor: 4500, ourTakenMinor: 4499 }]);
    expect(await repairsOf(intentId)).toMatchObject([{ issue: 'reconcile.amount_differs' }]);
  });
});
