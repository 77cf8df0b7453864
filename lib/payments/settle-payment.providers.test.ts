import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { courts, payments, priceRules } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAndPay, bookAsPlayer, lapse, readBooking, timesReached } from '@/test/bookings';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe } from '@/test/stripe-control';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

beforeEach(() => clearFaults(sandbox()));

describe('a payment that comes in time', () => {
  test('spec: test_reservation_payment_flow — a reservation owes 45.00, and its payment confirms it', async () => {
    const { reservationId, intentId, player } = await bookAsPlayer();
    const before = await readBooking(reservationId);
    expect(before.status).toBe('pending');
    expect(before.payment).toMatchObject({ status: 'pending', amountMinor: 4500, userId: player.id });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    const after = await readBooking(reservationId);
    expect(after.status).toBe('confirmed');
    expect(after.payment).toMatchObject({ status: 'completed', receivedMinor: 4500 });
    expect(after.notices).toMatchObject([
      { kind: 'reservation_confirmation', channel: 'email', recipient: player.email },
    ]);
  });

  test('settles once, however often and however parallel it is told', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => settlePayment(job(), intentId)));
    expect(outcomes.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'already_settled')).toHaveLength(9);
    const { notices: told, refunds: back } = await readBooking(reservationId);
    expect(told).toHaveLength(1);
    expect(back).toHaveLength(0);
    expect(await timesReached(reservationId, 'confirmed')).toBe(1);
  });

  test('A27 brings what was shown at the hold, whatever the club asks since', async () => {
    const { ctx, courtId, reservationId, intentId } = await bookAsPlayer();
    const [court] = await db().select().from(courts).where(eq(courts.id, courtId));
    const ofItsClub = eq(priceRules.clubId, court?.clubId ?? 0);
    await db().update(priceRules).set({ pricePerHourMinor: 9900 }).where(ofItsClub);
    expect(await startPayment(ctx, { reservationId })).toMatchObject({ paymentIntentId: intentId });
    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await readBooking(reservationId)).payment).toMatchObject({
      amountMinor: 4500,
      receivedMinor: 4500,
    });
  });

  test('A26 a declined card keeps the hold, and the same intent then succeeds with another card', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId, { card: '4000000000009995' });
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'declined' });
    const declined = await readBooking(reservationId);
    expect(declined.status).toBe('pending');
    expect(declined.payment).toMatchObject({ status: 'pending', declineCode: 'insufficient_funds' });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await readBooking(reservationId)).payment?.declineCode).toBeNull();
  });

  test('an intent whose id was never saved is found by its metadata', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await db()
      .update(payments)
      .set({ paymentIntentId: null, sealedClientSecret: null })
      .where(eq(payments.reservationId, reservationId));
    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'confirmed' });
    expect((await readBooking(reservationId)).payment?.paymentIntentId).toBe(intentId);
  });
});

describe('money that comes late', () => {
  test('A15 goes back in full and once, with one notice, when somebody else has the court', async () => {
    const { reservationId, intentId, courtId } = await bookAsPlayer();
    await lapse(reservationId);
    const rival = await bookAndPay(sandbox(), { courtId });

    await payIntent(sandbox(), intentId);
    expect(await settlePayment(job(), intentId)).toEqual({ outcome: 'refunding' });
    const late = await readBooking(reservationId);
    expect(late.status).toBe('expired');
    expect(late.refunds).toMatchObject([{ cause: 'late_payment', amountMinor: 4500, status: 'requested' }]);
    expect(late.notices).toMatchObject([{ kind: 'payment_too_late' }]);
    expect((await readBooking(rival.reservationId)).status).toBe('confirmed');

    expect(await processRefund(job(), late.refunds[0]?.id ?? '')).toBe('succeeded');
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'refunded',
      refundedMinor: 4500,
    });
    expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([{ amount: 4500, status: 'succeeded' }]);
  });

  test('is settled the same way when cancelling its intent loses the race', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    await lapse(reservationId);
    await expireHolds(job());
    const { payment } = await readBooking(reservationId);
    expect(await cancelAbandonedIntent(job(), payment?.id ?? '')).toBe('confirmed');
  });
});

describe('an expired hold', () => {
  test('has its intent cancelled, so that nothing can be paid on it', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await lapse(reservationId);
    await expireHolds(job());
    const { payment } = await readBooking(reservationId);
    expect(await cancelAbandonedIntent(job(), payment?.id ?? '')).toBe('cancelled');
    expect((await readBooking(reservationId)).payment?.status).toBe('cancelled');
    await expect(payIntent(sandbox(), intentId)).rejects.toThrow('400');
  });

  test('meets payer and sweeper at once with one outcome', async () => {
    const rounds = await Promise.all(Array.from({ length: 10 }, () => bookAsPlayer()));
    for (const { reservationId, intentId } of rounds) {
      await payIntent(sandbox(), intentId);
      await lapse(reservationId);
    }
    await Promise.all(rounds.flatMap(({ intentId }) => [settlePayment(job(), intentId), expireHolds(job())]));
    for (const { reservationId } of rounds) {
      const { status, refunds: back } = await readBooking(reservationId);
      expect(status).toBe('confirmed');
      expect(back).toHaveLength(0);
    }
  });
});

test('control: without locks five who are told of one payment all settle it', () =>
  withoutLocks(() =>
    untilItIs(true, async () => {
      const { paymentId, intentId } = await bookAsPlayer();
      await payIntent(sandbox(), intentId);
      const five = await whileUnwritten('payments', async () => {
        const settled = Array.from({ length: 5 }, () => settlePayment(job(), intentId));
        await untilWaiting(5);
        return settled;
      });
      await Promise.allSettled(five);
      return (await timesReached(paymentId, 'completed')) > 1;
    }),
  ));

test('control: a sweeper that does not pass over what a payer is moving takes the paid court away', async () => {
  const [{ body } = { body: '' }] = await sql()<{ body: string }[]>`
    select pg_get_functiondef('expire_holds'::regproc) as body`;
  await sql().unsafe(body.replace('FOR UPDATE SKIP LOCKED', ''));
  await untilItIs(['expired', 'completed', []], async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await payIntent(sandbox(), intentId);
    await lapse(reservationId);
    const both = await whileUnwritten('notices', async () => {
      const settled = settlePayment(job(), intentId);
      await untilWaiting(1);
      const swept = expireHolds(job());
      await untilWaiting(2);
      return [settled, swept];
    });
    await Promise.all(both);
    const { status, payment, refunds } = await readBooking(reservationId);
    return [status, payment?.status, refunds];
  });
});
