import { expect, test } from 'vitest';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { settlePayment } from '@/lib/payments/settle-payment';
import { chargeOpenShares } from '@/lib/payments/shares/charge-open-shares';
import { startPayment } from '@/lib/payments/start-payment';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { processRefund } from '@/lib/refunds/process-refund';
import { getIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { atDeadline, bookShared, chargesOf, costOf, holdShared } from '@/test/shared-bookings';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { restoreStripe } from './restore-stripe';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

/** A sandbox that was stopped and started again beside its old database. */
async function restart({ secret = env().NEXTAUTH_SECRET } = {}): Promise<void> {
  await stripeControl(sandbox(), 'reset');
  const stripeUrl = sandbox().urls.stripe ?? '';
  await restoreStripe({ databaseUrl: env().DATABASE_URL, stripeUrl, secret });
}

const ledger = async () => (await fetch(`${sandbox().urls.stripe}/_control/ledger`)).json();

/** Cancels a paid booking early enough for all of its money. */
async function giveBack({ ctx, reservationId }: Awaited<ReturnType<typeof bookAndPay>>) {
  await cancelReservation(ctx, { reservationId });
  for (const { id } of (await readBooking(reservationId)).refunds) await processRefund(job(), id);
  return (await readBooking(reservationId)).refunds;
}

test('after a restart Stripe has the same money, in and out, as before', async () => {
  const early = { date: inDays(5) };
  await bookAndPay(sandbox(), early);
  await giveBack(await bookAndPay(sandbox(), early));
  await bookAsPlayer(early);
  const before = await ledger();
  expect(before.payment_intents).toHaveLength(3);

  await restart();
  expect(await ledger()).toEqual(before);
  expect(await reconcile(job())).toMatchObject({ intents: 3, refunds: 1, repaired: 0, open: 0 });
});

test('what was paid before a restart is given back after it', async () => {
  const paid = await bookAndPay(sandbox(), { date: inDays(5) });
  await restart();
  expect(await giveBack(paid)).toMatchObject([{ status: 'succeeded', amountMinor: 4500 }]);
});

test('a page that waited through a restart can still pay', async () => {
  const { ctx, reservationId, intentId } = await bookAsPlayer();
  await restart();
  const { clientSecret } = await startPayment(ctx, { reservationId });
  expect((await getIntent(intentId)).clientSecret).toBe(clientSecret);
});

test('a card that was saved before a restart pays the open shares after it', async () => {
  const { reservationId } = await bookShared(sandbox());
  await restart();
  expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('charged');
  expect(await chargesOf(reservationId)).toMatchObject([{ status: 'completed', receivedMinor: 3375 }]);
});

test('a share that is paid after a restart saves its card all the same', async () => {
  const { reservationId, intentId } = await holdShared();
  await restart();
  await payIntent(sandbox(), intentId);
  await settlePayment(job(), intentId);
  expect((await costOf(reservationId))?.paymentMethodId).toMatch(/^pm_/);
  expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('charged');
});

test('a secret sealed under another key is left out', async () => {
  const { ctx, reservationId, intentId } = await bookAsPlayer();
  await restart({ secret: 'another-secret-than-the-one-it-was-sealed-with' });
  const { clientSecret } = await startPayment(ctx, { reservationId });
  const intent = await getIntent(intentId);
  expect(intent.status).toBe('requires_payment_method');
  expect(intent.clientSecret).not.toBe(clientSecret);
});
