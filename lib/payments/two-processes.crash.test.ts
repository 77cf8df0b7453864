import { describe, expect, test } from 'vitest';
import { dropPromises } from '@/bench/promises';
import { closeDatabase } from '@/db';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAsPlayer, inDays, lapse, readBooking } from '@/test/bookings';
import { makeCourt, makeUser } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { leadOf, orCode, raceBothWays, together } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { settlePayment } from './settle-payment';

const ROUNDS = 12;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const job = () => systemContext('test');

/** Two players on one slot: the first one's hold has expired, the second holds it now, and both pay at once. */
async function rivals() {
  const { id: courtId } = await makeCourt();
  const first = await bookAsPlayer({ courtId });
  await lapse(first.reservationId);
  const second = await bookAsPlayer({ courtId });
  const intents = [first.intentId, second.intentId];
  for (const id of intents) await payIntent(sandbox(), id, { card: '4000002500003155' });
  const approve = (id: string) =>
    stripeControl(sandbox(), `payment_intents/${id}/authenticate`, { approve: true });
  await Promise.all(intents.map(approve));
  return { first, second };
}

/** Money for an expired hold, and a rival who wants the court now. */
async function paidLate() {
  const { courtId, reservationId, intentId } = await bookAsPlayer();
  const rival = await makeUser();
  await lapse(reservationId);
  await payIntent(sandbox(), intentId);
  const slot = { courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
  const wanted = { ...slot, participants: [], extras: [], guest: undefined };
  return { reservationId, intentId, rival, wanted };
}

const heldOr = (held: object | string) => (typeof held === 'string' ? held : 'held');

/** The first one's money and the second one's, settled at once. */
const settleBoth = (round: number, { first, second }: Awaited<ReturnType<typeof rivals>>) =>
  together(
    leadOf(round),
    () => settlePayment(job(), first.intentId),
    (at) => other().callAt(at, 'settle', second.intentId),
  );

describe('two processes settle money for one slot', () => {
  test('A14 paid after the hold ended, slot free: both hear of it, it is confirmed once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await lapse(reservationId);
      await expireHolds(job());
      await payIntent(sandbox(), intentId);
      const heard = await together(
        leadOf(round),
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
      // The second holds the court, which late money does not take.
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

  test('A17 in 60 rounds one would confirm late money while the other lets a rival in: confirmed or returned, never both', async () => {
    const seen = await raceBothWays(
      { rounds: 60, each: 20 },
      ['confirmed slot_taken confirmed 0', 'refunding held expired 1'],
      async (leadMs) => {
        const late = await paidLate();
        const [settled, held] = await together(
          leadMs,
          () => settlePayment(job(), late.intentId),
          (at) => orCode(other().callAt(at, 'book', late.rival, late.wanted), 'slot_taken'),
        );
        const { status, refunds } = await readBooking(late.reservationId);
        return [settled.outcome, heldOr(held), status, refunds.length].join(' ');
      },
    );
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(20);
    expect(seen[0] + seen[1]).toBeGreaterThanOrEqual(60);
  });

  test('B15 payer and sweeper meet on a hold that has just run out: one outcome', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, intentId } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      await lapse(reservationId);
      const [settled] = await together(
        leadOf(round),
        () => settlePayment(job(), intentId),
        (at) => other().callAt(at, 'expire'),
      );
      const { status, refunds } = await readBooking(reservationId);
      expect([settled.outcome, status, refunds.length]).toEqual(['confirmed', 'confirmed', 0]);
    }
  });
});

test('two processes hold one slot: one has it, the other is told it is taken', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { id: courtId } = await makeCourt();
    const slot = { courtId, date: inDays(3), startTime: '18:00', durationMinutes: 60 };
    const player = await makeUser();
    const theirs = { ...slot, participants: [], extras: [], guest: undefined };
    const told = await together(
      leadOf(round),
      () => orCode(bookAsPlayer(slot), 'slot_taken'),
      (at) => orCode(other().callAt(at, 'book', player, theirs), 'slot_taken'),
    );
    expect(told.filter((answer) => answer === 'slot_taken')).toHaveLength(1);
  }
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

test('control: without the constraint and the lock both players take the court', async () => {
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

test('control: without them late money is confirmed in the middle of a rival’s hold of the same court', async () => {
  await untilItIs({ outcome: 'confirmed' }, async () => {
    const late = await paidLate();
    const { settled } = await whileUnwritten('notices', async () => {
      const confirming = settlePayment(job(), late.intentId);
      await untilWaiting(1);
      await other().call('book', late.rival, late.wanted);
      return { settled: confirming };
    });
    return settled;
  });
});
