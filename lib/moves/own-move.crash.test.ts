import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { staffOf } from '@/test/at-desk';
import { readBooking, timesReached } from '@/test/bookings';
import { brokenInvariants } from '@/test/invariants';
import { useProcessDyingAt } from '@/test/other-process/dying';
import { leadOf, orCode, together } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { accounted, makeDearer, makeMovable, reread } from '@/test/own-moves';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { signedEvent, stripeEvent } from '@/test/stripe-events';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { moveOwnBooking } from './move-own-booking';

const ROUNDS = 12;
const sandbox = useSandbox({ providers: ['stripe'] });
const other = useOtherProcess();
const processDyingAt = useProcessDyingAt();
const job = () => systemContext('test');

const returned = async (id: string) =>
  (await readBooking(id)).refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** The difference of a dearer place, paid and not yet heard of. */
async function paidDearer() {
  const dearer = await makeDearer(sandbox());
  await payIntent(sandbox(), dearer.paymentIntentId);
  return dearer;
}

describe('two processes at once', () => {
  test('two moves of one booking to cheaper places give the difference back once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, player, cheap, cheaper, ctx, wish } = await makeMovable(sandbox());
      await together(
        leadOf(round),
        () => orCode(moveOwnBooking(ctx, wish({ courtId: cheap.id })), 'conflict'),
        (at) => orCode(other().callAt(at, 'moveOwn', player, wish({ courtId: cheaper.id })), 'conflict'),
      );
      expect(await returned(reservationId)).toBe(1500);
      expect(await accounted(reservationId)).toBe(3000);
    }
  });

  test('two moves of one booking to dearer places leave one hold', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, player, dear, ctx, wish } = await makeMovable(sandbox());
      const [one, two] = [wish({ courtId: dear.id }), wish({ courtId: dear.id, startTime: '14:00' })];
      await together(
        leadOf(round),
        () => orCode(moveOwnBooking(ctx, one), 'conflict'),
        (at) => orCode(other().callAt(at, 'moveOwn', player, two), 'conflict'),
      );
      expect(await countHolds(reservationId)).toBe(1);
    }
  });

  test('a paid move against the desk’s cancellation: the place and the money belong together', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, hold, paymentIntentId, club } = await paidDearer();
      const desk = await staffOf(club.id, 'owner');
      await together(
        leadOf(round),
        () => cancelReservation(desk, { reservationId }),
        (at) => other().callAt(at, 'settle', paymentIntentId),
      );
      expect(await reread(reservationId)).toMatchObject({ status: 'cancelled' });
      expect((await returned(reservationId)) + (await returned(hold))).toBe(6000);
    }
  });

  test('a paid move that two hear of at once is made once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { reservationId, paymentIntentId } = await paidDearer();
      await together(
        leadOf(round),
        () => settlePayment(job(), paymentIntentId),
        (at) => other().callAt(at, 'settle', paymentIntentId),
      );
      expect(await reread(reservationId)).toMatchObject({ priceMinor: 6000 });
      expect(await accounted(reservationId)).toBe(6000);
    }
  });
});

async function countHolds(reservationId: string): Promise<number> {
  const rows = await db().execute(
    `select 1 from reservations where replaces = '${reservationId}' and status in ('payment_pending', 'pending')`,
  );
  return rows.length;
}

describe('a process that is killed', () => {
  test('after the intent of the difference was made, before its id was saved: the retry gets the same, and moves', async () => {
    const { reservationId, player, dear, move, wish } = await makeMovable(sandbox());
    const dying = await processDyingAt('intent_created');
    await expect(dying.call('moveOwn', player, wish({ courtId: dear.id }))).rejects.toThrow('gone');
    const again = await move({ courtId: dear.id });
    if (again.is !== 'held') throw new Error('a dearer place is held');
    await payIntent(sandbox(), again.payment.paymentIntentId);
    await settlePayment(job(), again.payment.paymentIntentId);
    expect(await reread(reservationId)).toMatchObject({ courtId: dear.id });
    expect(await accounted(reservationId)).toBe(6000);
  });

  test('after the payment was told, before the move: whoever reads the event moves the booking', async () => {
    const { reservationId, dear, court, paymentIntentId } = await paidDearer();
    const event = await stripeEvent(sandbox(), paymentIntentId, 'payment_intent.succeeded');
    const { body, signature } = signedEvent(event);
    const dying = await processDyingAt('webhook_stored');
    await expect(dying.call('receive', body, signature)).rejects.toThrow('gone');
    expect(await reread(reservationId)).toMatchObject({ courtId: court.id, priceMinor: 4500 });
    const [stored] = await db().select().from(webhookEvents).where(eq(webhookEvents.eventId, event.id));
    await processStripeEvent(job(), stored?.id ?? 0);
    expect(await reread(reservationId)).toMatchObject({ courtId: dear.id, priceMinor: 6000 });
  });

  test('after the move, before it was told: its notice waits, and a repeat changes nothing', async () => {
    const { reservationId, hold, dear, paymentIntentId } = await paidDearer();
    const dying = await processDyingAt('payment_settled');
    await expect(dying.call('settle', paymentIntentId)).rejects.toThrow('gone');
    expect(await settlePayment(job(), paymentIntentId)).toEqual({ outcome: 'already_settled' });
    expect(await reread(reservationId)).toMatchObject({ courtId: dear.id, priceMinor: 6000 });
    expect(await timesReached(hold, 'expired')).toBe(1);
    const told = (await readBooking(reservationId)).notices.filter(
      ({ kind }) => kind === 'reservation_moved',
    );
    expect(told).toMatchObject([{ status: 'pending' }]);
  });
});

test('after all of that, every invariant holds', async () => {
  expect(await brokenInvariants()).toEqual([]);
});

describe('control: without locks', () => {
  test('two cheaper moves give the difference back twice', () =>
    withoutLocks(() =>
      untilItIs(3000, async () => {
        const { reservationId, cheap, cheaper, move } = await makeMovable(sandbox());
        const both = await whileUnwritten('acts', async () => {
          const moves = [cheap, cheaper].map(({ id }) => move({ courtId: id }));
          await untilWaiting(2);
          return moves;
        });
        await Promise.allSettled(both);
        return returned(reservationId);
      }),
    ));

  test('a paid move against a cancellation leaves money without a court', () =>
    withoutLocks(() =>
      untilItIs(4500, async () => {
        const { reservationId, hold, paymentIntentId, club } = await paidDearer();
        const desk = await staffOf(club.id, 'owner');
        const both = await whileUnwritten('notices', async () => {
          const settled = settlePayment(job(), paymentIntentId);
          await untilWaiting(1);
          const cancelled = cancelReservation(desk, { reservationId });
          await untilWaiting(2);
          return [settled, cancelled];
        });
        await Promise.allSettled(both);
        return (await returned(reservationId)) + (await returned(hold));
      }),
    ));
});
