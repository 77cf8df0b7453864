import { describe, expect, test } from 'vitest';
import { sql } from '@/db';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { brokenInvariants } from '@/test/invariants';
import { leadOf, orCode, raceBothWays, together } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { settlePayment } from './settle-payment';

const ROUNDS = 12;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const job = () => systemContext('test');

async function paid() {
  const booked = await bookAsPlayer();
  await payIntent(sandbox(), booked.intentId);
  return booked;
}

describe('two processes, one cancels and one settles', () => {
  test('A20 in 60 rounds the money goes back once and the court is free, whoever was first', async () => {
    const seen = await raceBothWays(
      { rounds: 60, each: 20 },
      ['cancelled refunding 4500 late_payment', 'cancelled confirmed 4500 cancellation'],
      async (leadMs) => {
        const { reservationId, intentId, ctx } = await paid();
        const [, settled] = await together(
          leadMs,
          () => cancelReservation(ctx, { reservationId }),
          (at) => other().callAt(at, 'settle', intentId),
        );
        const { status, refunds } = await readBooking(reservationId);
        const back = refunds.map(({ amountMinor, cause }) => `${amountMinor} ${cause}`);
        return [status, settled.outcome, ...back].join(' ');
      },
    );
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(20);
    expect(seen[0] + seen[1]).toBeGreaterThanOrEqual(60);
  });

  test('A21 both cancel at once: one does, the other is told, one refund', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, ctx, player } = await bookAndPay(sandbox());
      const told = await together(
        leadOf(round),
        () => orCode(cancelReservation(ctx, { reservationId }), 'conflict'),
        (at) => orCode(other().callAt(at, 'cancel', player, reservationId), 'conflict'),
      );
      expect(told.filter((answer) => answer === 'conflict')).toHaveLength(1);
      expect((await readBooking(reservationId)).refunds).toHaveLength(1);
    }
  });
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

test('control: without locks whoever cancels while the money is confirmed gives up court and money', () =>
  withoutLocks(() =>
    untilItIs(['cancelled', 4500, []], async () => {
      const { reservationId, intentId, ctx } = await paid();
      const both = await whileUnwritten('notices', async () => {
        const settled = settlePayment(job(), intentId);
        await untilWaiting(1);
        const cancelled = cancelReservation(ctx, { reservationId });
        await untilWaiting(2);
        return [settled, cancelled];
      });
      await Promise.all(both);
      const { status, payment, refunds } = await readBooking(reservationId);
      return [status, payment?.receivedMinor, refunds];
    }),
  ));

test('control: without locks, and without the database’s own rule, both of two who cancel at once do', () =>
  withoutLocks(async () => {
    await sql()`alter table refunds disable trigger refunds_within_payment_insert`;
    await untilItIs(2, async () => {
      const { reservationId, ctx } = await bookAndPay(sandbox());
      const both = await whileUnwritten('reservations', async () => {
        const cancelled = [1, 2].map(() => cancelReservation(ctx, { reservationId }));
        await untilWaiting(2);
        return cancelled;
      });
      await Promise.all(both);
      return (await readBooking(reservationId)).refunds.length;
    });
  }));
