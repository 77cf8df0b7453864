import { describe, expect, test } from 'vitest';
import { systemContext } from '@/lib/core/context';
import { createIntent, getIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { brokenInvariants } from '@/test/invariants';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { type Booked, expired, outcomeOf, setReservation } from '@/test/standings';
import { payIntent } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { adoptIntent } from './adopt-intent';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';
import { settlePayment } from './settle-payment';

const ROUNDS = 3;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const job = () => systemContext('test');

/** Another intent of the same reservation, made beside the first and paid. */
async function payTwice({ reservationId, paymentId, player, intentId }: Booked, how: object = {}) {
  const { customerId } = await getIntent(intentId);
  const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: paymentId };
  const money = { amountMinor: 4500, currency: 'EUR', customerId: customerId ?? '', description: 'twice' };
  const intent = await createIntent({ ...money, metadata }, crypto.randomUUID());
  await payIntent(sandbox(), intent.id, how);
  return getIntent(intent.id);
}

describe('A19 a second intent of one reservation', () => {
  test.each(['confirmed', 'completed', 'no_show'] as const)(
    'paid when the first had it %s: the second goes back, and the reservation stays',
    async (status) => {
      const booked = await bookAndPay(sandbox());
      await setReservation(booked.reservationId, { status });
      const twice = await payTwice(booked);
      await Promise.all([
        adoptIntent(job(), twice, booked.reservationId),
        other().call('adopt', twice.id, booked.reservationId),
      ]);
      expect(await outcomeOf(booked.reservationId)).toEqual([
        status,
        ['duplicate_payment 4500 EUR'],
        ['payment_duplicate', 'reservation_confirmation'],
      ]);
      await setReservation(booked.reservationId, { status: 'confirmed' });
    },
  );

  test.each([
    ['a cent short', { amount_received: 4499 }, '4499 EUR'],
    ['in another currency', { currency: 'usd' }, '4500 USD'],
  ])(
    '%s, when the first had it confirmed: it goes back, and the court stays paid',
    async (_title, how, back) => {
      const booked = await bookAndPay(sandbox());
      const twice = await payTwice(booked, how);
      await adoptIntent(job(), twice, booked.reservationId);
      expect((await outcomeOf(booked.reservationId)).slice(0, 2)).toEqual([
        'confirmed',
        [`amount_mismatch ${back}`],
      ]);
    },
  );

  test('a cent short, second intent, held: it goes back, the hold ends, and the first can be paid no more', async () => {
    const booked = await bookAsPlayer();
    const twice = await payTwice(booked, { amount_received: 4499 });
    await adoptIntent(job(), twice, booked.reservationId);
    expect(await outcomeOf(booked.reservationId)).toEqual([
      'cancelled',
      ['amount_mismatch 4499 EUR'],
      ['payment_mismatch'],
    ]);
    expect(await cancelAbandonedIntent(job(), booked.paymentId)).toBe('cancelled');
    await expect(payIntent(sandbox(), booked.intentId)).rejects.toThrow('400');
  });

  test('paid at the moment that the first is: one confirms, the other goes back', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const booked = await bookAsPlayer();
      const twice = await payTwice(booked);
      await payIntent(sandbox(), booked.intentId);
      await Promise.all([
        settlePayment(job(), booked.intentId),
        other().call('adopt', twice.id, booked.reservationId),
      ]);
      expect((await outcomeOf(booked.reservationId)).slice(0, 2)).toEqual([
        'confirmed',
        ['duplicate_payment 4500 EUR'],
      ]);
    }
  });
});

describe('cancelling the intent of a hold that ended, while its player pays', () => {
  test('one of them is first at Stripe: cancelled and never charged, or charged and settled as late money', async () => {
    for (let round = 0; round < 8; round += 1) {
      const booked = await bookAsPlayer();
      await expired(booked, sandbox());
      const pay = () => payIntent(sandbox(), booked.intentId).catch(() => 'too late');
      const cancel = () =>
        round % 4 < 2
          ? cancelAbandonedIntent(job(), booked.paymentId)
          : other().call('cancelIntent', booked.paymentId);
      await Promise.all(round % 2 === 0 ? [pay(), cancel()] : [cancel(), pay()]);
      await settlePayment(job(), booked.intentId);
      const { status: atStripe } = await getIntent(booked.intentId);
      const { status, payment } = await readBooking(booked.reservationId);
      expect([atStripe, status, payment?.status]).toEqual(
        atStripe === 'succeeded'
          ? ['succeeded', 'confirmed', 'completed']
          : ['canceled', 'expired', 'cancelled'],
      );
    }
  });
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

test('control: without locks the player pays twice for one court, and nothing goes back', () =>
  withoutLocks(() =>
    untilItIs(['confirmed', [], ['reservation_confirmation']], async () => {
      const booked = await bookAsPlayer();
      const twice = await payTwice(booked);
      await payIntent(sandbox(), booked.intentId);
      const both = await whileUnwritten('payments', async () => {
        const settled = settlePayment(job(), booked.intentId);
        await untilWaiting(1);
        const adopted = adoptIntent(job(), twice, booked.reservationId);
        await untilWaiting(2);
        return [settled, adopted];
      });
      await Promise.all(both);
      return outcomeOf(booked.reservationId);
    }),
  ));
