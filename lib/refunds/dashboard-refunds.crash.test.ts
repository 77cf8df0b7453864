import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { refunds } from '@/db/schema';
import { decideGivenBack } from '@/lib/backoffice/decide-given-back';
import { listGivenBack } from '@/lib/backoffice/list-given-back';
import { listMoneyTrouble } from '@/lib/backoffice/list-money-trouble';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { adoptIntent } from '@/lib/payments/adopt-intent';
import { reconcile } from '@/lib/reconciliation/reconcile';
import { recordChange } from '@/lib/records/audit';
import { createIntent, getIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, lapse, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { fc } from '@/test/fast-check';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { processRefund } from './process-refund';
import { retryRefund } from './retry-refund';
import { syncRefunds } from './sync-refunds';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const operator = async () => personContext(await makeUser({ operatorSince: new Date() }));

let other: OtherProcess;
beforeAll(async () => {
  other = await startOtherProcess();
});
afterAll(() => other.stop());

beforeEach(async () => {
  await clearFaults(sandbox());
  await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
});

/** A paid reservation that was cancelled in time, with its refund not yet sent. */
async function owed() {
  const booked = await bookAndPay(sandbox());
  await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
  const [refund] = (await readBooking(booked.reservationId)).refunds;
  return { ...booked, refundId: refund?.id ?? '' };
}

/** A refund in Stripe's dashboard, by default of all that is left. */
const giveBackThere = (intentId: string, amount?: number) =>
  stripeControl(sandbox(), `payment_intents/${intentId}/refund`, amount === undefined ? {} : { amount });

const alive = ({ status }: { status: string }) => status !== 'failed' && status !== 'covered';

async function summary(reservationId: string) {
  const { payment, refunds: rows, notices } = await readBooking(reservationId);
  return {
    refunds: rows.map(({ status, cause, amountMinor }) => `${cause} ${amountMinor} ${status}`).sort(),
    givenBackMinor: rows.filter(alive).reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    payment: `${payment?.refundedMinor} ${payment?.status}`,
    told: notices
      .map(({ kind }) => kind)
      .filter((kind) => kind.includes('refund'))
      .sort(),
  };
}

const WHOLLY_COVERED = {
  refunds: ['cancellation 4500 covered', 'dashboard 4500 succeeded'],
  givenBackMinor: 4500,
  payment: '4500 refunded',
  told: ['payment_refunded'],
};
const PARTLY_COVERED = {
  refunds: ['cancellation 1000 covered', 'cancellation 3500 succeeded', 'dashboard 1000 succeeded'],
  givenBackMinor: 4500,
  payment: '4500 refunded',
  told: ['payment_refunded', 'payment_refunded'],
};

describe('money that is given back in Stripe’s dashboard while ours is queued', () => {
  const cases = [
    ['all of it', undefined, WHOLLY_COVERED],
    ['a part of it', 1000, PARTLY_COVERED],
  ] as const;

  test.each(cases)('%s, and our job is first to find out', async (_title, amount, expected) => {
    const { reservationId, intentId, refundId } = await owed();
    await giveBackThere(intentId, amount);
    await processRefund(job(), refundId);
    await syncRefunds(job(), intentId);
    expect(await summary(reservationId)).toEqual(expected);
  });

  test.each(cases)('%s, and word of it comes before our job', async (_title, amount, expected) => {
    const { reservationId, intentId, refundId } = await owed();
    await giveBackThere(intentId, amount);
    await syncRefunds(job(), intentId);
    expect((await summary(reservationId)).givenBackMinor).toBe(4500);
    await processRefund(job(), refundId);
    expect(await summary(reservationId)).toEqual(expected);
  });

  test.each(cases)('%s, and two processes find out at once', async (_title, amount, expected) => {
    for (let round = 0; round < 6; round += 1) {
      const { reservationId, intentId, refundId } = await owed();
      await giveBackThere(intentId, amount);
      await Promise.all([
        syncRefunds(job(), intentId),
        processRefund(job(), refundId),
        other.call('refund', refundId),
      ]);
      await processRefund(job(), refundId);
      expect(await summary(reservationId)).toEqual(expected);
    }
  });

  test('at the very moment that ours is sent: whatever goes first, all of it goes back once', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { reservationId, intentId, refundId } = await owed();
      await Promise.allSettled([giveBackThere(intentId), other.call('refund', refundId)]);
      await syncRefunds(job(), intentId);
      const { givenBackMinor, payment, told } = await summary(reservationId);
      expect([givenBackMinor, payment, told]).toEqual([4500, '4500 refunded', ['payment_refunded']]);
    }
  });

  test('more than ours: what the player was owed has been given, and no more follows', async () => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    const refundId = await ask(paymentId, 2000);
    await giveBackThere(intentId, 3000);
    expect(await processRefund(job(), refundId)).toBe('covered');
    expect(await summary(reservationId)).toMatchObject({
      refunds: ['dashboard 3000 succeeded', 'staff 2000 covered'],
      payment: '3000 partially_refunded',
    });
  });
});

describe('in the other order', () => {
  test('ours was made although its answer was lost, and the rest is given back there: both stand', async () => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    const refundId = await ask(paymentId, 2250);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/refunds', method: 'POST', times: 2 });
    await expect(processRefund(job(), refundId)).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    await giveBackThere(intentId);
    await syncRefunds(job(), intentId);
    expect(await processRefund(job(), refundId)).toBe('succeeded');
    expect(await summary(reservationId)).toMatchObject({
      refunds: ['dashboard 2250 succeeded', 'staff 2250 succeeded'],
      payment: '4500 refunded',
    });
  });

  test('ours failed, and somebody gives it back there: it leaves the list of those to try again', async () => {
    const { reservationId, intentId, refundId } = await owed();
    await failAtStripe(refundId, intentId);
    const listed = async () =>
      (await listMoneyTrouble(await operator())).failedRefunds.filter(({ id }) => id === refundId);
    expect(await listed()).toHaveLength(1);
    await giveBackThere(intentId);
    await syncRefunds(job(), intentId);
    expect(await listed()).toEqual([]);
    expect(await summary(reservationId)).toMatchObject({
      refunds: ['cancellation 4500 covered', 'dashboard 4500 succeeded'],
      payment: '4500 refunded',
      told: ['payment_refunded', 'refund_failed'],
    });
  });

  test('ours failed, and a part of it is given back there: the rest can be tried again', async () => {
    const { reservationId, intentId, refundId } = await owed();
    await failAtStripe(refundId, intentId);
    await giveBackThere(intentId, 1000);
    await syncRefunds(job(), intentId);
    await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
    expect(await retryRefund(await operator(), { refundId })).toBe('succeeded');
    expect(await summary(reservationId)).toMatchObject({ ...PARTLY_COVERED, told: expect.anything() });
  });

  test('what covered ours fails itself: that is for staff, who send it again', async () => {
    const { reservationId, intentId, refundId } = await owed();
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: 3_600_000 });
    await giveBackThere(intentId);
    expect(await processRefund(job(), refundId)).toBe('covered');
    const there = (await readBooking(reservationId)).refunds.find(({ cause }) => cause === 'dashboard');
    await stripeControl(sandbox(), `refunds/${there?.stripeRefundId}/settle`, { outcome: 'failed' });
    await syncRefunds(job(), intentId);
    const { failedRefunds } = await listMoneyTrouble(await operator());
    expect(failedRefunds.map(({ id }) => id)).toContain(there?.id);
    await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
    expect(await retryRefund(await operator(), { refundId: there?.id ?? '' })).toBe('succeeded');
    expect(await summary(reservationId)).toMatchObject({ payment: '4500 refunded', givenBackMinor: 4500 });
  });
});

test('late money of which a part went back there before we heard of it: the rest follows', async () => {
  const { reservationId, courtId, intentId } = await bookAsPlayer();
  await lapse(reservationId);
  await bookAsPlayer({ courtId });
  await payIntent(sandbox(), intentId);
  await giveBackThere(intentId, 1000);
  await syncRefunds(job(), intentId);
  const { givenBackMinor } = await summary(reservationId);
  expect(givenBackMinor).toBe(4500);
  const waiting = (await readBooking(reservationId)).refunds.find(({ status }) => status === 'requested');
  expect(await processRefund(job(), waiting?.id ?? '')).toBe('succeeded');
  expect(await summary(reservationId)).toMatchObject({
    refunds: ['dashboard 1000 succeeded', 'late_payment 1000 covered', 'late_payment 3500 succeeded'],
    payment: '4500 refunded',
  });
});

test('a duplicate of which a part was given back there leaves the reservation paid, to the cent', async () => {
  const { reservationId, paymentId, player } = await bookAndPay(sandbox());
  const customerId = (await db().query.users.findFirst({ where: (user, { eq }) => eq(user.id, player.id) }))
    ?.stripeCustomerId;
  const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: paymentId };
  const money = { amountMinor: 4500, currency: 'EUR', customerId: customerId ?? '', description: 'twice' };
  const { id } = await createIntent({ ...money, metadata }, `twice:${paymentId}`);
  await payIntent(sandbox(), id);
  expect(await adoptIntent(job(), await getIntent(id), reservationId)).toEqual({ outcome: 'refunding' });
  await giveBackThere(id, 1000);
  await syncRefunds(job(), id);
  const waiting = (await readBooking(reservationId)).refunds.find(({ status }) => status === 'requested');
  await processRefund(job(), waiting?.id ?? '');
  expect((await summary(reservationId)).refunds).toEqual([
    'dashboard 1000 succeeded',
    'duplicate_payment 1000 covered',
    'duplicate_payment 3500 succeeded',
  ]);
  expect((await readBooking(reservationId)).status).toBe('confirmed');
});

test('after all of that, once it is said what stands, nothing is left for staff and the two books agree', async () => {
  const staff = await operator();
  for (const { reservationId, missingMinor } of await listGivenBack(staff))
    await decideGivenBack(staff, { reservationId, missingMinor, decision: 'let_stand' });
  const violations = await listViolations();
  expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
  const later = { ...systemContext('reconcile'), now: new Date(Date.now() + 5 * 60_000) };
  const { open, sums } = await reconcile(later);
  expect(open).toBe(0);
  for (const { stripeReturnedMinor, ourReturnedMinor } of sums)
    expect(ourReturnedMinor).toBe(stripeReturnedMinor);
});

type Step = { kind: 'ask' | 'there'; amountMinor: number } | { kind: 'send' | 'hear' };
const amountMinor = fc.integer({ min: 1, max: 4500 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('ask' as const, 'there' as const), amountMinor }),
  fc.record({ kind: fc.constantFrom('send' as const, 'hear' as const) }),
);

test('whatever is asked here and given back there, in any order: never above what was paid, and both agree in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      const { reservationId, paymentId, intentId } = await bookAndPay(sandbox());
      for (const next of [...steps, { kind: 'hear' }, { kind: 'send' }] as Step[]) {
        await take(next, reservationId, paymentId, intentId);
        expect((await summary(reservationId)).givenBackMinor).toBeLessThanOrEqual(4500);
      }
      const { refunds: rows, payment } = await readBooking(reservationId);
      expect(rows.filter(({ status }) => status === 'requested' || status === 'failed')).toEqual([]);
      expect(payment?.refundedMinor).toBe((await summary(reservationId)).givenBackMinor);
    }),
    { numRuns: 15 },
  );
});

async function take(next: Step, reservationId: string, paymentId: string, intentId: string): Promise<void> {
  const { refunds: rows } = await readBooking(reservationId);
  switch (next.kind) {
    case 'ask': {
      const left = 4500 - rows.filter(alive).reduce((sum, row) => sum + row.amountMinor, 0);
      if (left > 0) await ask(paymentId, Math.min(left, next.amountMinor));
      return;
    }
    case 'there': {
      const left =
        4500 -
        rows.filter(({ status }) => status === 'succeeded').reduce((sum, row) => sum + row.amountMinor, 0);
      await giveBackThere(intentId, Math.min(next.amountMinor, left)).catch(() => {});
      return;
    }
    case 'send':
      for (const { id } of rows) await processRefund(job(), id);
      return;
    case 'hear':
      await syncRefunds(job(), intentId);
  }
}

/** A refund that staff requested while Stripe is away. */
const ask = (paymentId: string, minor: number): Promise<string> =>
  transaction(async (tx) => {
    const wanted = { paymentId, amountMinor: minor, currency: 'EUR' };
    const [row] = await tx
      .insert(refunds)
      .values({ ...wanted, cause: 'staff', requestedBy: 'staff:test' })
      .returning({ id: refunds.id });
    const entityId = row?.id ?? '';
    await recordChange(tx, job(), { entity: 'refund', entityId, from: null, to: 'requested' });
    return entityId;
  });

async function failAtStripe(refundId: string, intentId: string): Promise<void> {
  await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: 3_600_000 });
  expect(await processRefund(job(), refundId)).toBe('pending');
  const [row] = await db().query.refunds.findMany({ where: (refund, { eq }) => eq(refund.id, refundId) });
  await stripeControl(sandbox(), `refunds/${row?.stripeRefundId}/settle`, { outcome: 'failed' });
  await syncRefunds(job(), intentId);
  await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
}
