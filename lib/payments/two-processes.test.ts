import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemContext } from '@/lib/context';
import { listViolations } from '@/lib/operations/check-consistency';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAsPlayer, inDays, lapse, readBooking } from '@/test/bookings';
import { makeCourt, makeUser } from '@/test/factories';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { settlePayment } from './settle-payment';

const ROUNDS = 12;
const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

let other: OtherProcess;
beforeAll(async () => {
  other = await startOtherProcess();
});
afterAll(() => other.stop());

/** Every other round the other process goes first. */
const together = <A, B>(round: number, mine: () => Promise<A>, theirs: () => Promise<B>) =>
  round % 2 === 0
    ? Promise.allSettled([mine(), theirs()])
    : Promise.allSettled([theirs(), mine()]).then(([b, a]) => [a, b]);

/** Two players on one slot: the first one's hold ran out, the second holds it now; both pay. */
async function rivals() {
  const { id: courtId } = await makeCourt();
  const first = await bookAsPlayer({ courtId });
  await lapse(first.reservationId);
  const second = await bookAsPlayer({ courtId });
  return { first, second };
}

describe('two processes settle money for one slot', { timeout: 120_000 }, () => {
  test('A14 paid after the hold ended, slot free: both hear of it, it is confirmed once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await lapse(reservationId);
      await expireHolds(job());
      await payIntent(sandbox(), intentId);
      await together(
        round,
        () => settlePayment(job(), intentId),
        () => other.call('settle', intentId),
      );
      const { status, refunds, notices } = await readBooking(reservationId);
      expect([status, refunds.length, notices.length]).toEqual(['confirmed', 0, 1]);
    }
  });

  test('A15 A18 both players pay at once: one has the court, the other all of the money', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { first, second } = await rivals();
      await Promise.all([payIntent(sandbox(), first.intentId), payIntent(sandbox(), second.intentId)]);
      await together(
        round,
        () => settlePayment(job(), first.intentId),
        () => other.call('settle', second.intentId),
      );
      const both = [await readBooking(first.reservationId), await readBooking(second.reservationId)];
      // The second holds the court: late money does not take it from under that hold.
      expect(both.map(({ status }) => status)).toEqual(['expired', 'confirmed']);
      expect(both.map(({ refunds }) => refunds.length)).toEqual([1, 0]);
      expect(both[0]?.refunds).toMatchObject([{ cause: 'late_payment', amountMinor: 4500 }]);
      expect(both[0]?.notices.map(({ kind }) => kind)).toEqual(['payment_too_late']);
    }
  });

  test('A18 both pay after both holds ran out: one takes the court, never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { first, second } = await rivals();
      await lapse(second.reservationId);
      await Promise.all([payIntent(sandbox(), first.intentId), payIntent(sandbox(), second.intentId)]);
      await together(
        round,
        () => settlePayment(job(), first.intentId),
        () => other.call('settle', second.intentId),
      );
      const both = [await readBooking(first.reservationId), await readBooking(second.reservationId)];
      expect(both.map(({ status }) => status).sort()).toEqual(['confirmed', 'expired']);
      for (const { status, refunds } of both) expect(refunds).toHaveLength(status === 'confirmed' ? 0 : 1);
    }
  });

  test('A17 one would confirm late money while the other lets a rival in: confirmed or returned, never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { courtId, reservationId, intentId } = await bookAsPlayer();
      const rival = await makeUser();
      await lapse(reservationId);
      await payIntent(sandbox(), intentId);
      const slot = { courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
      const [, held] = await together(
        round,
        () => settlePayment(job(), intentId),
        () => other.call('book', rival, { ...slot, participants: [], extras: [], guest: undefined }),
      );
      const { status, refunds } = await readBooking(reservationId);
      const rivalHolds = held?.status === 'fulfilled';
      expect([status, refunds.length]).toEqual(rivalHolds ? ['expired', 1] : ['confirmed', 0]);
    }
  });

  test('B15 payer and sweeper meet on a hold that has just run out: one outcome', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await lapse(reservationId);
      await together(
        round,
        () => settlePayment(job(), intentId),
        () => other.call('expire'),
      );
      const { status, refunds } = await readBooking(reservationId);
      expect([status, refunds.length]).toEqual(['confirmed', 0]);
    }
  });
});

describe('two processes, one cancels and one settles', { timeout: 120_000 }, () => {
  test('A20 the money goes back once and the court is free, whoever was first', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId, ctx } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await together(
        round,
        () => cancelReservation(ctx, { reservationId }),
        () => other.call('settle', intentId),
      );
      const { status, refunds } = await readBooking(reservationId);
      expect(status).toBe('cancelled');
      expect(refunds).toMatchObject([{ amountMinor: 4500 }]);
    }
  });

  test('A21 both cancel at once: one does, the other is told, one refund', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId, ctx, player } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await settlePayment(job(), intentId);
      const outcomes = await together(
        round,
        () => cancelReservation(ctx, { reservationId }),
        () => other.call('cancel', player, reservationId),
      );
      expect(outcomes.map((outcome) => outcome?.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await readBooking(reservationId)).refunds).toHaveLength(1);
    }
  });
});

describe('two processes hold', { timeout: 120_000 }, () => {
  test('one slot: one has it, the other is told it is taken', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id: courtId } = await makeCourt();
      const slot = { courtId, date: inDays(3), startTime: '18:00', durationMinutes: 60 };
      const player = await makeUser();
      const theirs = { ...slot, participants: [], extras: [], guest: undefined };
      const outcomes = await together(
        round,
        () => bookAsPlayer(slot),
        () => other.call('book', player, theirs),
      );
      const lost = outcomes.filter((outcome) => outcome?.status === 'rejected');
      expect(lost).toHaveLength(1);
      expect(String(lost[0] && 'reason' in lost[0] ? lost[0].reason : '')).toMatch(/taken/i);
    }
  });
});

test('A13 one cent less than the quote never confirms: it goes back, and staff are shown', async () => {
  const { reservationId, intentId } = await bookAsPlayer();
  await payIntent(sandbox(), intentId, { amount_received: 4499 });
  await together(
    0,
    () => settlePayment(job(), intentId),
    () => other.call('settle', intentId),
  );
  const { status, payment, refunds, notices } = await readBooking(reservationId);
  expect(status).toBe('cancelled');
  expect(payment).toMatchObject({ needsReview: 'amount_mismatch', receivedMinor: 4499 });
  expect(refunds).toMatchObject([{ cause: 'amount_mismatch', amountMinor: 4499 }]);
  expect(notices.map(({ kind }) => kind)).toEqual(['payment_mismatch']);
});

test('A13 another currency than the quote never confirms either', async () => {
  const { reservationId, intentId } = await bookAsPlayer();
  await payIntent(sandbox(), intentId, { currency: 'usd' });
  expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'refunding' });
  const { status, refunds } = await readBooking(reservationId);
  expect(status).toBe('cancelled');
  expect(refunds).toMatchObject([{ cause: 'amount_mismatch', amountMinor: 4500, currency: 'USD' }]);
});

test('after all of that, every invariant holds', async () => {
  const violations = await listViolations();
  expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
});
