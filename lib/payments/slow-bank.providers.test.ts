import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemContext } from '@/lib/core/context';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { isAwaitingBank } from '@/lib/reservations/payment-state';
import { getReservation, listReservations } from '@/lib/reservations/reservation-details';
import { bookAsPlayer, lapse } from '@/test/bookings';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const SLOW = { pays: '4000000000000077', declines: '4000000000000085' };
const TAKES_MS = 60_000;

beforeEach(() => stripeControl(sandbox(), 'processing', { processing_ms: TAKES_MS }));
afterEach(() => stripeControl(sandbox(), 'processing', { processing_ms: 1_500 }));

/** Paid with a card whose bank works on it for a minute. */
async function bookSlowly(card: string) {
  const booked = await bookAsPlayer();
  await payIntent(sandbox(), booked.intentId, { card });
  expect(await settlePayment(job(), booked.intentId)).toEqual({ outcome: 'processing' });
  return booked;
}

const bankAnswers = () => stripeControl(sandbox(), 'clock/advance', { ms: TAKES_MS });

test('while the bank works on a payment the booking says so, and is paid no second time', async () => {
  const { ctx, reservationId, intentId } = await bookSlowly(SLOW.pays);
  const seen = await getReservation(ctx, reservationId);
  expect(isAwaitingBank(seen)).toBe(true);
  expect(await startPayment(ctx, { reservationId })).toMatchObject({ status: 'processing' });
  await settlePayment(job(), intentId);
  const again = await getReservation(ctx, reservationId);
  expect(again.payment?.processingSince).toEqual(seen.payment?.processingSince);

  await bankAnswers();
  expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
  expect(isAwaitingBank(await getReservation(ctx, reservationId))).toBe(false);
});

test('a bank that declines after a while leaves the booking to be paid', async () => {
  const { ctx, reservationId, intentId } = await bookSlowly(SLOW.declines);
  await bankAnswers();
  expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'declined' });
  expect(isAwaitingBank(await getReservation(ctx, reservationId))).toBe(false);
  expect(await startPayment(ctx, { reservationId })).toMatchObject({ status: 'requires_payment_method' });
});

test('when word of the bank’s no is lost, the comparison with Stripe ends the waiting', async () => {
  const { ctx, reservationId } = await bookSlowly(SLOW.declines);
  await bankAnswers();
  await reconcile(job());
  expect(isAwaitingBank(await getReservation(ctx, reservationId))).toBe(false);
});

test('a hold that ran out meanwhile stays among the games to come until the bank has answered', async () => {
  const { ctx, reservationId, intentId } = await bookSlowly(SLOW.declines);
  await lapse(reservationId);
  await expireHolds(job());
  const upcoming = { when: 'upcoming', page: 1, pageSize: 20 } as const;
  expect(await listReservations(ctx, upcoming)).toMatchObject({ results: [{ status: 'expired' }] });

  await bankAnswers();
  await settlePayment(job(), intentId);
  expect(await listReservations(ctx, upcoming)).toMatchObject({ count: 0 });
});
