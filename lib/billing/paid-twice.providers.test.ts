import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { systemContext } from '@/lib/core/context';
import { accountedOf } from '@/lib/ledger/read-figures';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { settlePayment } from '@/lib/payments/settle-payment';
import { startPayment, startPaymentForAnybody } from '@/lib/payments/start-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { unpaid } from '@/test/at-desk';
import { readBooking } from '@/test/bookings';
import { makeCustomer, makeDue, makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { countWaiting, untilWaiting, whileUnwritten } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { findPaymentLink } from './find-payment-link';
import { payDue } from './pay-due';
import { waiveDue } from './waive-due';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

/** A booking of 45 € that is owed, and its player. */
async function owing() {
  const user = await makeUser();
  const { reservation, ...rest } = await unpaid({ userId: user.id });
  const due = await makeDue(reservation);
  return { ...rest, player: personContext(user), reservation, due };
}
const accounted = ({ id }: { id: string }) => db().transaction((tx) => accountedOf(tx, id));
const start = ({ player, reservation }: Awaited<ReturnType<typeof owing>>) =>
  startPayment(player, { reservationId: reservation.id });
const dueNow = async ({ id }: { id: string }) =>
  (
    await db().query.dues.findMany({
      where: (row, { and, eq, isNull }) =>
        and(eq(row.reservationId, id), isNull(row.settledAt), isNull(row.waivedAt)),
    })
  ).map(({ amountMinor }) => amountMinor);

describe('what is owed for a confirmed booking', () => {
  test('is paid online by one intent, which settles it', async () => {
    const owed = await owing();
    const [payment, again] = [await start(owed), await start(owed)];
    expect(payment).toMatchObject({ amountMinor: 4500, currency: 'EUR' });
    expect(again.paymentIntentId).toBe(payment.paymentIntentId);
    await payIntent(sandbox(), payment.paymentIntentId);
    expect(await settlePayment(job(), payment.paymentIntentId)).toEqual({ outcome: 'confirmed' });
    expect(await dueNow(owed.reservation)).toEqual([]);
    expect(await accounted(owed.reservation)).toBe(4500);
    await expect(start(owed)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is paid for somebody without an account', async () => {
    const { reservation, clubId } = await unpaid({ userId: null });
    const { id: customerId } = await makeCustomer(clubId);
    await db().execute(
      `update reservations set customer_id = '${customerId}' where id = '${reservation.id}'`,
    );
    await makeDue(reservation, { amountMinor: 1500 });
    const payment = await startPaymentForAnybody(job(), { reservationId: reservation.id });
    expect(payment.amountMinor).toBe(1500);
    await payIntent(sandbox(), payment.paymentIntentId);
    await settlePayment(job(), payment.paymentIntentId);
    expect(await dueNow(reservation)).toEqual([]);
  });

  test('is asked anew when a part was paid at the desk, and the old intent is cancelled', async () => {
    const owed = await owing();
    const first = await start(owed);
    await payDue(owed.desk, owed.due.id, { method: 'bizum', amount: '20.00' });
    const second = await start(owed);
    expect(second).toMatchObject({ amountMinor: 2500 });
    expect(second.paymentIntentId).not.toBe(first.paymentIntentId);
    await expect(payIntent(sandbox(), first.paymentIntentId)).rejects.toThrow('400');
    await payIntent(sandbox(), second.paymentIntentId);
    await settlePayment(job(), second.paymentIntentId);
    expect(await accounted(owed.reservation)).toBe(4500);
    expect(await dueNow(owed.reservation)).toEqual([]);
  });

  test('is closed online once it is waived', async () => {
    const owed = await owing();
    const { id, paymentIntentId } = await start(owed);
    await waiveDue(owed.manager, owed.due.id, { reason: 'Llovió' });
    expect(await cancelAbandonedIntent(job(), id)).toBe('cancelled');
    await expect(payIntent(sandbox(), paymentIntentId)).rejects.toThrow('400');
    await expect(start(owed)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('and a part of it online leaves the rest', async () => {
    const owed = await owing();
    const { paymentIntentId } = await start(owed);
    await makeDue(owed.reservation, { amountMinor: 400, cause: 'moved' });
    await db().execute(`update reservations set price_minor = 4900 where id = '${owed.reservation.id}'`);
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    expect(await dueNow(owed.reservation)).toEqual([400]);
    expect(await accounted(owed.reservation)).toBe(4900);
  });
});

/** The link was paid. The desk writes its cash first, and Stripe's event comes meanwhile. */
async function payTwice() {
  const owed = await owing();
  const { paymentIntentId } = await start(owed);
  await payIntent(sandbox(), paymentIntentId);
  const [paying, settling] = await whileUnwritten('till_entries', async () => {
    const first = payDue(owed.desk, owed.due.id, { method: 'bizum' });
    await untilWaiting(1);
    let isSettled = false;
    const second = settlePayment(job(), paymentIntentId).finally(() => {
      isSettled = true;
    });
    // Behind the desk's lock it waits as well.
    await expect.poll(async () => isSettled || (await countWaiting()) === 2, { timeout: 10_000 }).toBe(true);
    return [first, second] as const;
  });
  const [{ entry }, { outcome }] = await Promise.all([paying, settling]);
  const { refunds } = await readBooking(owed.reservation.id);
  return {
    taken: entry.amountMinor,
    outcome,
    back: refunds.map(({ cause, amountMinor }) => [cause, amountMinor]),
    accounted: await accounted(owed.reservation),
  };
}

describe('the link is paid while the desk takes the money', () => {
  test('one of the two comes back', async () => {
    expect(await payTwice()).toEqual({
      taken: 4500,
      outcome: 'refunding',
      back: [['duplicate_payment', 4500]],
      accounted: 4500,
    });
  });

  test('and whoever has no account reads in a mail that it comes back, and then that it has', async () => {
    const { reservation, clubId, desk } = await unpaid({ userId: null });
    const customer = await makeCustomer(clubId, { email: `${crypto.randomUUID()}@pista.test` });
    await db()
      .update(reservations)
      .set({ customerId: customer.id })
      .where(eq(reservations.id, reservation.id));
    const due = await makeDue(reservation);
    const { paymentIntentId } = await startPaymentForAnybody(job(), { reservationId: reservation.id });
    await payIntent(sandbox(), paymentIntentId);
    await payDue(desk, due.id, { method: 'bizum' });
    await settlePayment(job(), paymentIntentId);
    const told = async () =>
      (await readBooking(reservation.id)).notices.map(({ kind, recipient }) => [kind, recipient]);
    expect(await told()).toEqual([['payment_duplicate', customer.email]]);
    const ofLink = async () => (await findPaymentLink(signedToken('payment-link', due.id))).refunds;
    const [refund] = await ofLink();
    expect(refund).toMatchObject({ status: 'requested', amountMinor: 4500 });
    await processRefund(job(), refund?.id ?? '');
    expect(await ofLink()).toMatchObject([{ status: 'succeeded' }]);
    expect(await told()).toEqual([
      ['payment_duplicate', customer.email],
      ['payment_refunded', customer.email],
    ]);
  });

  test('and when the link is first, the desk takes nothing', async () => {
    const owed = await owing();
    const { paymentIntentId } = await start(owed);
    await payIntent(sandbox(), paymentIntentId);
    const [settling, paying] = await whileUnwritten('payments', async () => {
      const first = settlePayment(job(), paymentIntentId);
      await untilWaiting(1);
      const second = payDue(owed.desk, owed.due.id, { method: 'bizum' }).catch((error: unknown) => error);
      await untilWaiting(2);
      return [first, second] as const;
    });
    expect(await settling).toEqual({ outcome: 'confirmed' });
    expect(await paying).toMatchObject({ code: 'conflict', details: { owed: { amount: '0.00' } } });
    expect(await accounted(owed.reservation)).toBe(4500);
  });

  test('control: without the lock both are kept', () =>
    withoutLocks(async () => {
      expect(await payTwice()).toEqual({ taken: 4500, outcome: 'confirmed', back: [], accounted: 9000 });
    }));
});
