import { describe, expect, test } from 'vitest';
import { dropPromises } from '@/bench/promises';
import { closeDatabase } from '@/db';
import { systemContext } from '@/lib/context';
import { env } from '@/lib/env';
import { isAppError } from '@/lib/errors';
import { listViolations } from '@/lib/operations/check-consistency';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAsPlayer, inDays, lapse, readBooking } from '@/test/bookings';
import { makeCourt, makeUser } from '@/test/factories';
import { until } from '@/test/other-process/until';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { settlePayment } from './settle-payment';

const ROUNDS = 12;
/** How long the races go on whose every order counts. */
const RACE_MS = 10_000;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const job = () => systemContext('test');

/**
 * Both processes start at one instant, the other one a little before or after, so that the rounds of a race meet in
 * every order; either failing fails the test.
 */
async function together<A, B>(
  round: number,
  mine: () => Promise<A>,
  theirs: (startMs: number) => Promise<B>,
): Promise<[A, B]> {
  const startMs = Date.now() + 12;
  const leadMs = ((round % 7) - 3) * 2;
  return Promise.all([until(startMs).then(mine), theirs(startMs + leadMs)]);
}

/** What came of it, or the code of the refusal, which may only be one of those. */
const orCode = <T>(attempt: Promise<T>, ...codes: string[]): Promise<T | string> =>
  attempt.catch((error: unknown) => {
    const code = isAppError(error) ? error.code : error instanceof Error ? error.message : '';
    if (!codes.includes(code)) throw error;
    return code;
  });

/** Two players on one slot: the first one's hold ran out, the second holds it now; both pay. */
async function rivals() {
  const { id: courtId } = await makeCourt();
  const first = await bookAsPlayer({ courtId });
  await lapse(first.reservationId);
  const second = await bookAsPlayer({ courtId });
  await Promise.all([payIntent(sandbox(), first.intentId), payIntent(sandbox(), second.intentId)]);
  return { first, second };
}

/** The first one's money and the second one's, settled at once. */
const settleBoth = (round: number, { first, second }: Awaited<ReturnType<typeof rivals>>) =>
  together(
    round,
    () => settlePayment(job(), first.intentId),
    (at) => other().callAt(at, 'settle', second.intentId),
  );

describe('two processes settle money for one slot', { timeout: 120_000 }, () => {
  test('A14 paid after the hold ended, slot free: both hear of it, it is confirmed once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await lapse(reservationId);
      await expireHolds(job());
      await payIntent(sandbox(), intentId);
      const heard = await together(
        round,
        () => settlePayment(job(), intentId),
        (at) => other().callAt(at, 'settle', intentId),
      );
      expect(heard.map(({ outcome }) => outcome).sort()).toEqual(['already_settled', 'confirmed']);
      const { status, refunds, notices } = await readBooking(reservationId);
      expect([status, refunds.length, notices.length]).toEqual(['confirmed', 0, 1]);
    }
  });

  test('A15 A18 both players pay at once: one has the court, the other all of the money', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const both = await rivals();
      const heard = await settleBoth(round, both);
      // The second holds the court: late money does not take it from under that hold.
      expect(heard.map(({ outcome }) => outcome)).toEqual(['refunding', 'confirmed']);
      const first = await readBooking(both.first.reservationId);
      const second = await readBooking(both.second.reservationId);
      expect([first.status, second.status]).toEqual(['expired', 'confirmed']);
      expect(first.refunds).toMatchObject([{ cause: 'late_payment', amountMinor: 4500 }]);
      expect(first.notices.map(({ kind }) => kind)).toEqual(['payment_too_late']);
      expect(second.refunds).toEqual([]);
    }
  });

  test('A18 both pay after both holds ran out: one takes the court, never both', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const both = await rivals();
      await lapse(both.second.reservationId);
      const heard = await settleBoth(round, both);
      expect(heard.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', 'refunding']);
      const read = [
        await readBooking(both.first.reservationId),
        await readBooking(both.second.reservationId),
      ];
      expect(read.map(({ status }) => status).sort()).toEqual(['confirmed', 'expired']);
      for (const { status, refunds } of read) expect(refunds).toHaveLength(status === 'confirmed' ? 0 : 1);
    }
  });

  test('A17 one would confirm late money while the other lets a rival in: confirmed or returned, never both', async () => {
    const orders = new Set<string>();
    const endMs = Date.now() + RACE_MS;
    for (let round = 0; Date.now() < endMs; round += 1) {
      const { courtId, reservationId, intentId } = await bookAsPlayer();
      const rival = await makeUser();
      await lapse(reservationId);
      await payIntent(sandbox(), intentId);
      const slot = { courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
      const wanted = { ...slot, participants: [], extras: [], guest: undefined };
      const [settled, held] = await together(
        round,
        () => settlePayment(job(), intentId),
        (at) => orCode(other().callAt(at, 'book', rival, wanted), 'slot_taken'),
      );
      const { status, refunds } = await readBooking(reservationId);
      const met = [settled.outcome, held === 'slot_taken' ? held : 'held', status, refunds.length].join(' ');
      expect(['confirmed slot_taken confirmed 0', 'refunding held expired 1']).toContain(met);
      orders.add(met);
    }
    expect(orders.size).toBe(2);
  });

  test('B15 payer and sweeper meet on a hold that has just run out: one outcome', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await lapse(reservationId);
      const [settled] = await together(
        round,
        () => settlePayment(job(), intentId),
        (at) => other().callAt(at, 'expire'),
      );
      const { status, refunds } = await readBooking(reservationId);
      expect([settled.outcome, status, refunds.length]).toEqual(['confirmed', 'confirmed', 0]);
    }
  });
});

describe('two processes, one cancels and one settles', { timeout: 120_000 }, () => {
  test('A20 the money goes back once and the court is free, whoever was first', async () => {
    const orders = new Set<string>();
    const endMs = Date.now() + RACE_MS;
    for (let round = 0; Date.now() < endMs; round += 1) {
      const { reservationId, intentId, ctx } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      const [, settled] = await together(
        round,
        () => cancelReservation(ctx, { reservationId }),
        (at) => other().callAt(at, 'settle', intentId),
      );
      const { status, refunds } = await readBooking(reservationId);
      expect(status).toBe('cancelled');
      expect(refunds).toMatchObject([{ amountMinor: 4500 }]);
      orders.add(`${settled.outcome} ${refunds[0]?.cause}`);
    }
    expect([...orders].sort()).toEqual(['confirmed cancellation', 'refunding late_payment']);
  });

  test('A21 both cancel at once: one does, the other is told, one refund', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId, ctx, player } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await settlePayment(job(), intentId);
      const told = await together(
        round,
        () => orCode(cancelReservation(ctx, { reservationId }), 'conflict'),
        (at) => orCode(other().callAt(at, 'cancel', player, reservationId), 'conflict'),
      );
      expect(told.filter((answer) => answer === 'conflict')).toHaveLength(1);
      expect((await readBooking(reservationId)).refunds).toHaveLength(1);
    }
  });
});

test('two processes hold one slot: one has it, the other is told it is taken', {
  timeout: 60_000,
}, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id: courtId } = await makeCourt();
    const slot = { courtId, date: inDays(3), startTime: '18:00', durationMinutes: 60 };
    const player = await makeUser();
    const theirs = { ...slot, participants: [], extras: [], guest: undefined };
    const told = await together(
      round,
      () => orCode(bookAsPlayer(slot), 'slot_taken'),
      (at) => orCode(other().callAt(at, 'book', player, theirs), 'slot_taken'),
    );
    expect(told.filter((answer) => answer === 'slot_taken')).toHaveLength(1);
  }
});

test('after all of that, every invariant holds', async () => {
  const violations = await listViolations();
  expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
});

test('control: without the constraint and the lock both players take the court', {
  timeout: 60_000,
}, async () => {
  await closeDatabase();
  await dropPromises(env().DATABASE_URL);
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const both = await rivals();
    await lapse(both.second.reservationId);
    const heard = await settleBoth(round, both);
    taken.push(heard.filter(({ outcome }) => outcome === 'confirmed').length);
  }
  expect(Math.max(...taken)).toBe(2);
});
