import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, disputes, payments, refunds } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { listViolations } from '@/lib/operations/check-consistency';
import { listDisputes } from '@/lib/operations/get-evidence';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { bookAndPay, bookAsPlayer, lapse, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { applyDispute } from './apply-dispute';
import { processRefund } from './process-refund';
import { reconcile } from './reconcile';
import { refundPayment } from './refund-payment';
import { retryRefund } from './retry-refund';
import { settlePayment } from './settle-payment';
import { syncDispute } from './sync-dispute';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
const later = () => ({ ...systemContext('reconcile'), now: new Date(Date.now() + 5 * 60_000) });
const operator = async () => personContext(await makeUser({ operatorSince: new Date() }));

beforeEach(() => clearFaults(sandbox()));

const withId = z.object({ id: z.string() });
async function open(intentId: string, how: object = {}): Promise<string> {
  return withId.parse(await stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, how)).id;
}
const move = (disputeId: string, status: string) =>
  stripeControl(sandbox(), `disputes/${disputeId}/move`, { status });

/** What is at Stripe, to the cent: given back by refunds, and taken by the bank. */
const stateSchema = z.object({
  refunds: z.array(z.object({ payment_intent: z.string(), amount: z.number(), status: z.string() })),
});
async function givenBack(intentId: string): Promise<number> {
  const { refunds: all } = stateSchema.parse(await stripeControl(sandbox(), 'state'));
  return all
    .filter((refund) => refund.payment_intent === intentId && refund.status === 'succeeded')
    .reduce((sum, { amount }) => sum + amount, 0);
}

type Paid = { reservationId: string; intentId: string; paymentId: string };
type Way = { pay: () => Promise<Paid>; askBack: (paid: Paid) => Promise<unknown> };

/** Each way in which money of 45 € comes to go back, from the payment to the row that asks for it. */
const WAYS: Record<string, Way> = {
  'a cancellation': {
    pay: () => bookAndPay(sandbox()),
    async askBack({ reservationId }) {
      const { userId } = (await readBooking(reservationId)).payment ?? {};
      const player = await db().query.users.findFirst({
        where: (user, { eq: is }) => is(user.id, userId ?? ''),
      });
      if (!player) throw new Error('the player is there');
      await cancelReservation(personContext(player), { reservationId });
    },
  },
  'late money': {
    async pay() {
      const booked = await bookAsPlayer();
      await lapse(booked.reservationId);
      await bookAsPlayer({ courtId: booked.courtId });
      await payIntent(sandbox(), booked.intentId);
      return booked;
    },
    askBack: ({ intentId }) => settlePayment(job(), intentId),
  },
};

/** Sends whatever waits, as the job does. */
async function sendAll(reservationId: string): Promise<void> {
  for (const { id } of (await readBooking(reservationId)).refunds) await processRefund(job(), id);
}

const told = async (reservationId: string) =>
  (await readBooking(reservationId)).notices
    .map(({ kind }) => kind)
    .filter((kind) => kind.includes('refund'));

const moneyWithoutCourt = async (paymentId: string) =>
  (await listViolations()).some(
    ({ check, objectIds }) => check.type === 'money_without_court' && objectIds.includes(paymentId),
  );

describe.each(Object.entries(WAYS))('A30 a payment in dispute and %s', (_way, { pay, askBack }) => {
  /** Late money is only heard of when it is settled, so a dispute that came before is told then. */
  async function disputed(how: object = {}) {
    const paid = await pay();
    const disputeId = await open(paid.intentId, how);
    return { ...paid, disputeId };
  }

  test.each([
    ['told before', true],
    ['not told yet', false],
  ])('%s: the refund waits, nobody is told that it failed', async (_title, known) => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    if (known) await syncDispute(job(), disputeId, 'charge.dispute.created');
    await askBack({ reservationId, intentId, paymentId });
    await sendAll(reservationId);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', heldByDisputeId: disputeId, attempt: known ? 1 : 2 },
    ]);
    expect(await told(reservationId)).toEqual([]);
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test('lost: the bank has given the money back, and we do not', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    await askBack({ reservationId, intentId, paymentId });
    await sendAll(reservationId);
    await move(disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await sendAll(reservationId);
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'covered', amountMinor: 4500 },
    ]);
    expect(await givenBack(intentId)).toBe(0);
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
    expect((await reconcile(later())).repaired).toBe(0);
  });

  test('lost before it was asked back: nothing is owed any more', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed();
    await move(disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await askBack({ reservationId, intentId, paymentId });
    await sendAll(reservationId);
    expect(await givenBack(intentId)).toBe(0);
    expect((await readBooking(reservationId)).refunds.filter(({ status }) => status !== 'covered')).toEqual(
      [],
    );
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test('lost over a part: the rest is sent', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ amount: 2000 });
    await askBack({ reservationId, intentId, paymentId });
    await sendAll(reservationId);
    await move(disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    const { refunds: rows } = await readBooking(reservationId);
    expect(rows.map(({ status, amountMinor }) => `${status} ${amountMinor}`).sort()).toEqual([
      'covered 2000',
      'requested 2500',
    ]);
    expect(rows.find(({ status }) => status === 'requested')?.heldByDisputeId).toBeNull();
    expect(await moneyWithoutCourt(paymentId)).toBe(false);
  });

  test.each(['won', 'warning_closed'])('%s: it is sent', async (status) => {
    const inquiry = status === 'warning_closed';
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ inquiry });
    await askBack({ reservationId, intentId, paymentId });
    if (!inquiry) await sendAll(reservationId);
    await move(disputeId, status);
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', heldByDisputeId: null },
    ]);
    await sendAll(reservationId);
    expect((await readBooking(reservationId)).payment).toMatchObject({
      status: 'refunded',
      refundedMinor: 4500,
    });
    expect(await givenBack(intentId)).toBe(4500);
  });

  test('only inquired: Stripe still refunds, so it is sent at once', async () => {
    const { reservationId, intentId, paymentId, disputeId } = await disputed({ inquiry: true });
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    await askBack({ reservationId, intentId, paymentId });
    await sendAll(reservationId);
    expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
  });

  test('whose word comes after our refund: it is never given a second time', async () => {
    const paid = await pay();
    await askBack(paid);
    await sendAll(paid.reservationId);
    const disputeId = await open(paid.intentId);
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    await move(disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await sendAll(paid.reservationId);
    expect((await readBooking(paid.reservationId)).refunds).toMatchObject([{ status: 'succeeded' }]);
    expect(await givenBack(paid.intentId)).toBe(4500);
  });
});

describe('A30 staff and a payment in dispute', () => {
  test('cannot give it back while the bank decides, can once it is won, and not when it is lost', async () => {
    const ends = { won: 'succeeded', lost: 'conflict' } as const;
    for (const [end, expected] of Object.entries(ends)) {
      const { intentId, paymentId } = await bookAndPay(sandbox());
      const disputeId = await open(intentId);
      await syncDispute(job(), disputeId, 'charge.dispute.created');
      const staff = await operator();
      const give = () => refundPayment(staff, { paymentId, reason: 'requested_by_customer' });
      await expect(give()).rejects.toMatchObject({ code: 'conflict' });
      await move(disputeId, end);
      await syncDispute(job(), disputeId, 'charge.dispute.closed');
      const came = await give().then(
        ({ status }) => status,
        (error: unknown) => error,
      );
      if (expected === 'conflict') expect(came).toMatchObject({ code: 'conflict' });
      else expect(came).toBe(expected);
    }
  });

  test('whose refund met a dispute nobody had told of: it waits, and a retry of a failed one is a conflict', async () => {
    const { intentId, paymentId, reservationId } = await bookAndPay(sandbox());
    const disputeId = await open(intentId);
    const staff = await operator();
    expect(await refundPayment(staff, { paymentId, reason: 'requested_by_customer' })).toMatchObject({
      status: 'requested',
    });
    const [refund] = (await readBooking(reservationId)).refunds;
    expect(refund).toMatchObject({ heldByDisputeId: disputeId });
    await db().update(refunds).set({ status: 'failed' }).where(eq(refunds.paymentId, paymentId));
    await expect(retryRefund(staff, { refundId: refund?.id ?? '' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('lost, then won back by an appeal: what the bank had covered is owed again', async () => {
    const { intentId, reservationId, ctx } = await bookAndPay(sandbox());
    const disputeId = await open(intentId);
    await cancelReservation(ctx, { reservationId });
    await sendAll(reservationId);
    const facts = { ...(await readStripes(disputeId, intentId)) };
    await applyDispute(job(), { ...facts, status: 'lost' });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'covered' }]);
    await applyDispute(job(), { ...facts, status: 'appeal_under_review' });
    await applyDispute(job(), { ...facts, status: 'won' });
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', attempt: 3, heldByDisputeId: null },
    ]);
  });
});

/** A reading of a dispute, as a job has it in hand. */
async function readStripes(id: string, paymentIntentId: string) {
  const now = new Date();
  const facts = { id, paymentIntentId, amountMinor: 4500, currency: 'EUR', reason: 'fraudulent' };
  return { ...facts, status: 'under_review', refundable: false, evidenceDueAt: null, createdAt: now };
}

describe('A30 the record of a dispute', () => {
  test('of two jobs the one that read earlier undoes nothing', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    const disputeId = await open(intentId);
    const early = await readStripes(disputeId, intentId);
    await move(disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await applyDispute(job(), early, 'charge.dispute.funds_withdrawn');
    const [row] = await db().select().from(disputes).where(eq(disputes.id, disputeId));
    expect(row).toMatchObject({ status: 'lost', fundsWithdrawnAt: expect.any(Date) });
    const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
    expect(payment).toMatchObject({ needsReview: 'dispute_lost' });
  });

  test('two words of it at once are told once in the audit', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { intentId, paymentId } = await bookAndPay(sandbox());
      const disputeId = await open(intentId);
      const words = ['created', 'funds_withdrawn', 'updated'];
      await Promise.all(words.map((word) => syncDispute(job(), disputeId, `charge.dispute.${word}`)));
      const rows = await db().select().from(audit).where(eq(audit.entityId, paymentId));
      expect(rows.filter(({ detail }) => detail?.dispute_id === disputeId)).toHaveLength(1);
    }
  });

  test('keeps another reason to look, and says when it came and until when evidence counts', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    const longAgo = new Date(Date.now() - 86_400_000);
    await db()
      .update(payments)
      .set({ needsReview: 'amount_mismatch', updatedAt: longAgo })
      .where(eq(payments.id, paymentId));
    const disputeId = await open(intentId);
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
    expect(payment?.needsReview).toBe('amount_mismatch');
    const [row] = await db().select().from(disputes).where(eq(disputes.id, disputeId));
    const days = ((row?.evidenceDueAt?.getTime() ?? 0) - (row?.openedAt.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(7);
    await db().update(disputes).set({ evidenceDueAt: new Date() }).where(eq(disputes.id, disputeId));
    const [first] = await listDisputes(await operator());
    expect(first?.dispute.id).toBe(disputeId);
  });

  test('heals in the next comparison when its word was lost, new or of its end', async () => {
    const { intentId, reservationId, ctx } = await bookAndPay(sandbox());
    const disputeId = await open(intentId);
    expect((await reconcile(later())).repaired).toBe(1);
    await cancelReservation(ctx, { reservationId });
    await sendAll(reservationId);
    await move(disputeId, 'won');
    expect((await reconcile(later())).repaired).toBe(1);
    await sendAll(reservationId);
    expect((await readBooking(reservationId)).payment).toMatchObject({ status: 'refunded' });
    expect(await reconcile(later())).toMatchObject({ repaired: 0, open: 0 });
  });
});
