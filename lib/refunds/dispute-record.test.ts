import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, disputes, payments, refunds } from '@/db/schema';
import { listDisputesToAnswer } from '@/lib/backoffice/get-evidence';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { bookAndPay, readBooking, sendRefunds } from '@/test/bookings';
import { moveDispute, openDispute, readingOf } from '@/test/disputes';
import { makeUser, personContext } from '@/test/factories';
import { stripeControl } from '@/test/stripe-control';
import { listStripeEvents } from '@/test/stripe-events';
import { untilItIs, untilWaiting, whileUnwritten } from '@/test/waiting';
import { replayAsOperator, useWebhooks, workOff } from '@/test/webhooks';
import { withoutLocks } from '@/test/without-locks';
import { applyDispute } from './apply-dispute';
import { refundPayment } from './refund-payment';
import { retryRefund } from './retry-refund';
import { syncDispute } from './sync-dispute';

const { sandbox, deliver } = useWebhooks();
const job = () => systemContext('test');
const operator = async () => personContext(await makeUser({ operatorSince: new Date() }));

describe('A30 a dispute', () => {
  const tell = async (intentId: string, ...types: string[]) => {
    const events = await listStripeEvents(sandbox(), intentId);
    const wanted = types.length === 0 ? events : events.filter(({ type }) => types.includes(type));
    for (const event of wanted) await deliver(event);
    await workOff();
    return wanted;
  };
  const disputeOf = async (paymentId: string) =>
    (await db().select().from(disputes).where(eq(disputes.paymentId, paymentId)))[0];

  test.each([
    ['lost', null],
    ['won', expect.any(Date)],
  ] as const)('that is %s is recorded and shown, and never leads to a refund', async (end, reinstated) => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    await openDispute(sandbox(), intentId, { reason: 'fraudulent' });
    await tell(intentId);
    const opened = await disputeOf(paymentId);
    expect(opened).toMatchObject({ reason: 'fraudulent', amountMinor: 4500, closedAt: null });
    expect(opened?.fundsWithdrawnAt).toEqual(expect.any(Date));
    await moveDispute(sandbox(), opened?.id ?? '', end);
    await tell(intentId);
    expect(await disputeOf(paymentId)).toMatchObject({
      status: end,
      closedAt: expect.any(Date),
      fundsWithdrawnAt: opened?.fundsWithdrawnAt,
      fundsReinstatedAt: reinstated,
    });
    const { status, payment, refunds } = await readBooking(reservationId);
    expect(status).toBe('confirmed');
    expect(payment).toMatchObject({ needsReview: `dispute_${end}` });
    expect(refunds).toEqual([]);
  });

  test('is the same whatever word of it comes last, and a replay makes no moment later', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    const id = await openDispute(sandbox(), intentId);
    await moveDispute(sandbox(), id, 'lost');
    const [closed] = await tell(intentId, 'charge.dispute.closed');
    await tell(intentId, 'charge.dispute.funds_withdrawn');
    await tell(intentId, 'charge.dispute.created');
    const { updatedAt: _, ...before } = (await disputeOf(paymentId)) ?? { updatedAt: null };
    expect(before).toMatchObject({ status: 'lost', closedAt: expect.any(Date) });
    if (closed) await replayAsOperator(closed);
    expect(await disputeOf(paymentId)).toMatchObject(before);
  });

  test('after a part was given back is over what the bank takes, and nothing more goes back by us', async () => {
    const { reservationId, intentId, paymentId } = await bookAndPay(sandbox());
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 1000 });
    await openDispute(sandbox(), intentId, { amount: 3500 });
    await tell(intentId);
    expect(await disputeOf(paymentId)).toMatchObject({ amountMinor: 3500 });
    const { payment, refunds } = await readBooking(reservationId);
    expect(payment).toMatchObject({ status: 'partially_refunded', refundedMinor: 1000 });
    expect(refunds).toHaveLength(1);
  });
});

describe('A30 the record of a dispute', () => {
  test('of two jobs the one that read earlier undoes nothing', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    const disputeId = await openDispute(sandbox(), intentId);
    const early = readingOf(disputeId, intentId);
    await moveDispute(sandbox(), disputeId, 'lost');
    await syncDispute(job(), disputeId, 'charge.dispute.closed');
    await applyDispute(job(), early, 'charge.dispute.funds_withdrawn');
    const [row] = await db().select().from(disputes).where(eq(disputes.id, disputeId));
    expect(row).toMatchObject({ status: 'lost', fundsWithdrawnAt: expect.any(Date) });
    const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
    expect(payment).toMatchObject({ needsReview: 'dispute_lost' });
  });

  const WORDS = ['created', 'funds_withdrawn', 'updated'];
  const tellAll = (disputeId: string) =>
    WORDS.map((word) => syncDispute(job(), disputeId, `charge.dispute.${word}`));
  async function timesTold(paymentId: string, disputeId: string): Promise<number> {
    const rows = await db().select().from(audit).where(eq(audit.entityId, paymentId));
    return rows.filter(({ detail }) => detail?.dispute_id === disputeId).length;
  }

  test('three words of it at once are told once in the audit', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { intentId, paymentId } = await bookAndPay(sandbox());
      const disputeId = await openDispute(sandbox(), intentId);
      await Promise.all(tellAll(disputeId));
      expect(await timesTold(paymentId, disputeId)).toBe(1);
    }
  });

  test('control: without locks each of them is told', () =>
    withoutLocks(() =>
      untilItIs(WORDS.length, async () => {
        const { intentId, paymentId } = await bookAndPay(sandbox());
        const disputeId = await openDispute(sandbox(), intentId);
        const words = await whileUnwritten('disputes', async () => {
          const telling = tellAll(disputeId);
          await untilWaiting(WORDS.length);
          return telling;
        });
        await Promise.all(words);
        return timesTold(paymentId, disputeId);
      }),
    ));

  test('keeps another reason to look, and says when it came and until when evidence counts', async () => {
    const { intentId, paymentId } = await bookAndPay(sandbox());
    const longAgo = new Date(Date.now() - 86_400_000);
    await db()
      .update(payments)
      .set({ needsReview: 'amount_mismatch', updatedAt: longAgo })
      .where(eq(payments.id, paymentId));
    const disputeId = await openDispute(sandbox(), intentId);
    await syncDispute(job(), disputeId, 'charge.dispute.created');
    const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
    expect(payment?.needsReview).toBe('amount_mismatch');
    const [row] = await db().select().from(disputes).where(eq(disputes.id, disputeId));
    const days = ((row?.evidenceDueAt?.getTime() ?? 0) - (row?.openedAt.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(7);
    await db().update(disputes).set({ evidenceDueAt: new Date() }).where(eq(disputes.id, disputeId));
    const [first] = await listDisputesToAnswer(await operator());
    expect(first?.dispute.id).toBe(disputeId);
  });
});

describe('A30 staff and a payment in dispute', () => {
  test('cannot give it back while the bank decides, can once it is won, and not when it is lost', async () => {
    const ends = { won: 'succeeded', lost: 'conflict' } as const;
    for (const [end, expected] of Object.entries(ends)) {
      const { intentId, paymentId } = await bookAndPay(sandbox());
      const disputeId = await openDispute(sandbox(), intentId);
      await syncDispute(job(), disputeId, 'charge.dispute.created');
      const staff = await operator();
      const give = () => refundPayment(staff, { paymentId, reason: 'requested_by_customer' });
      await expect(give()).rejects.toMatchObject({ code: 'conflict' });
      await moveDispute(sandbox(), disputeId, end);
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
    const disputeId = await openDispute(sandbox(), intentId);
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
    const disputeId = await openDispute(sandbox(), intentId);
    await cancelReservation(ctx, { reservationId });
    await sendRefunds(reservationId);
    const facts = readingOf(disputeId, intentId);
    await applyDispute(job(), { ...facts, status: 'lost' });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'covered' }]);
    await applyDispute(job(), { ...facts, status: 'appeal_under_review' });
    await applyDispute(job(), { ...facts, status: 'won' });
    expect((await readBooking(reservationId)).refunds).toMatchObject([
      { status: 'requested', attempt: 3, heldByDisputeId: null },
    ]);
  });
});
