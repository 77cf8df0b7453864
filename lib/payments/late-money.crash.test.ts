import { describe, expect, test } from 'vitest';
import { systemContext } from '@/lib/core/context';
import { bookAsPlayer, readBooking, timesReached } from '@/test/bookings';
import { brokenInvariants } from '@/test/invariants';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { outcomeOf, readReservation, STANDINGS, type Standing } from '@/test/standings';
import { payIntent } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { settlePayment } from './settle-payment';

const ROUNDS = 3;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const job = () => systemContext('test');

const confirmed = ['confirmed', [], ['reservation_confirmation']] as const;
const returned = (status: string) => [status, ['late_payment 4500 EUR'], ['payment_too_late']] as const;

const EXACT: [keyof typeof STANDINGS, readonly [string, readonly string[], readonly string[]]][] = [
  ['held, and in time', confirmed],
  ['saved, its intent never kept', confirmed],
  ['held, its time run out, not swept yet', confirmed],
  ['expired, the court free', confirmed],
  ['expired, the court held by another', returned('expired')],
  ['expired, the court held by another whose time has run out', confirmed],
  ['expired, the court another’s', returned('expired')],
  ['expired, the court closed for maintenance', returned('expired')],
  ['expired, the start past', returned('expired')],
  ['expired, the court sold no more', returned('expired')],
  ['cancelled by its player', returned('cancelled')],
];

/** Both processes hear of the money at once, and this one starts first in every other round. */
const bothSettle = (round: number, intentId: string) => {
  const here = () => settlePayment(job(), intentId);
  const there = () => other().call('settle', intentId);
  return Promise.all(round % 2 === 0 ? [here(), there()] : [there(), here()]);
};

describe('A14 A15 the exact price, heard of by two processes at once', () => {
  test.each(EXACT)('%s', async (standing, expected) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const booked = await bookAsPlayer();
      await payIntent(sandbox(), booked.intentId);
      const stands: Standing = STANDINGS[standing];
      const rivals = await stands(booked, sandbox());
      const before = await Promise.all(rivals.map(outcomeOf));
      await bothSettle(round, booked.intentId);
      expect(await outcomeOf(booked.reservationId)).toEqual(expected);
      expect(await timesReached(booked.paymentId, 'completed')).toBe(1);
      expect(await Promise.all(rivals.map(outcomeOf))).toEqual(before);
    }
  });
});

describe('anything but the exact price never confirms, and goes back as it came', () => {
  const sums = [
    ['a cent short', { amount_received: 4499 }, '4499 EUR'],
    ['a cent over', { amount_received: 4501 }, '4501 EUR'],
    ['in another currency', { currency: 'usd' }, '4500 USD'],
  ] as const;
  const standings = [
    ['held, and in time', 'cancelled'],
    ['expired, the court free', 'expired'],
    ['expired, the court another’s', 'expired'],
    ['cancelled by its player', 'cancelled'],
  ] as const;
  const cells = sums.flatMap(([title, how, back]) =>
    standings.map(([standing, status]) => [title, standing, how, back, status] as const),
  );

  test.each(cells)('A13 %s, %s', async (_title, standing, how, back, status) => {
    const booked = await bookAsPlayer();
    // Nothing can be paid on a cancelled intent, so the money is sent before.
    await payIntent(sandbox(), booked.intentId, how);
    const stands: Standing = STANDINGS[standing];
    const rivals = await stands(booked, sandbox());
    await bothSettle(0, booked.intentId);
    const told = ['payment_mismatch'];
    expect(await outcomeOf(booked.reservationId)).toEqual([status, [`amount_mismatch ${back}`], told]);
    expect((await readBooking(booked.reservationId)).payment).toMatchObject({
      needsReview: 'amount_mismatch',
    });
    for (const id of rivals) expect((await readReservation(id)).status).toBe('confirmed');
  });
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

test('control: without locks two who hear of it at once both settle it', () =>
  withoutLocks(() =>
    untilItIs([2, 'confirmed', []], async () => {
      const { reservationId, paymentId, intentId } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      const both = await whileUnwritten('payments', async () => {
        const settled = [1, 2].map(() => settlePayment(job(), intentId));
        await untilWaiting(2);
        return settled;
      });
      await Promise.all(both);
      const [status, back] = await outcomeOf(reservationId);
      return [await timesReached(paymentId, 'completed'), status, back];
    }),
  ));
