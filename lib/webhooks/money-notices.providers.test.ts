import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { disputes, notices, refunds, users } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { adoptIntent } from '@/lib/payments/adopt-intent';
import { applyRefund } from '@/lib/refunds/apply-refund';
import { processRefund } from '@/lib/refunds/process-refund';
import { retryRefund } from '@/lib/refunds/retry-refund';
import { getReservation } from '@/lib/reservations/reservation-details';
import { createIntent, getIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, readBooking } from '@/test/bookings';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });
const job = () => systemContext('test');

type Booked = Awaited<ReturnType<typeof bookAndPay>>;

/** Pays again for a reservation that is paid already. */
async function payAgain({ intentId, reservationId, paymentId, player }: Booked): Promise<string> {
  const { customerId } = await getIntent(intentId);
  const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: paymentId };
  const money = { amountMinor: 4500, currency: 'EUR', customerId: customerId ?? '', description: 'twice' };
  const intent = await createIntent({ ...money, metadata }, crypto.randomUUID());
  await payIntent(sandbox(), intent.id);
  await adoptIntent(job(), await getIntent(intent.id), reservationId);
  return intent.id;
}

const kindsOf = async (reservationId: string) =>
  (await readBooking(reservationId)).notices.map(({ kind }) => kind).toSorted();

test('a payment that came twice is told of as such, and as given back once it is', async () => {
  const booked = await bookAndPay(sandbox());
  await payAgain(booked);
  const asked = ['payment_duplicate', 'reservation_confirmation'];
  expect(await kindsOf(booked.reservationId)).toEqual(asked);
  const [refund] = (await readBooking(booked.reservationId)).refunds;
  await processRefund(job(), refund?.id ?? '');
  await processRefund(job(), refund?.id ?? '');
  expect(await kindsOf(booked.reservationId)).toEqual(['payment_duplicate', 'payment_refunded', asked[1]]);
});

const given = (paymentId: string, status: 'succeeded' | 'failed') => {
  const row = { paymentId, amountMinor: 1000, currency: 'EUR', status, cause: 'staff' } as const;
  return db()
    .insert(refunds)
    .values({ ...row, requestedBy: 'staff:before' });
};

const EARLIER: readonly [string, number, (booked: Booked) => Promise<unknown>][] = [
  ['nothing', 4500, async () => {}],
  ['ten given by staff', 3500, ({ paymentId }) => given(paymentId, 'succeeded')],
  ['ten that failed', 4500, ({ paymentId }) => given(paymentId, 'failed')],
  ['a second payment on its way back', 4500, payAgain],
];

test.each(EARLIER)(
  'a cancellation after %s: the mail, the page and the answer name the same amount',
  async (_title, minor, happen) => {
    const booked = await bookAndPay(sandbox());
    await happen(booked);
    const { reservationId, player, ctx } = booked;
    expect((await cancelReservation(ctx, { reservationId })).refundMinor).toBe(minor);
    expect((await getReservation(ctx, reservationId)).cancelRefundMinor).toBe(minor);
    const written = (await readBooking(reservationId)).notices;
    await deliverNotice(job(), written.find(({ kind }) => kind === 'reservation_cancelled')?.id ?? '');
    const [mail] = await messagesTo(sandbox(), player.email);
    expect(mail?.html).toMatch(new RegExp(`Te devolvemos ${minor / 100},00\\s€`));
  },
);

test('while the bank decides about the money, the mail says so', async () => {
  const { paymentId, reservationId, ctx, player } = await bookAndPay(sandbox());
  const dispute = { id: `dp_${paymentId}`, amountMinor: 4500, currency: 'EUR', reason: 'fraudulent' };
  await db()
    .insert(disputes)
    .values({ ...dispute, paymentId, status: 'needs_response' });
  await cancelReservation(ctx, { reservationId });
  const written = (await readBooking(reservationId)).notices;
  await deliverNotice(job(), written.find(({ kind }) => kind === 'reservation_cancelled')?.id ?? '');
  expect((await messagesTo(sandbox(), player.email))[0]?.html).toContain('Tu banco está revisando el cobro');
});

async function failed(reason: string) {
  const { paymentId, reservationId } = await bookAndPay(sandbox());
  const row = { paymentId, amountMinor: 1000, currency: 'EUR', cause: 'staff' } as const;
  const [refund] = await db()
    .insert(refunds)
    .values({ ...row, requestedBy: 'staff:before' })
    .returning();
  if (!refund) throw new Error('an insert always answers its row');
  await applyRefund(job(), refund, { id: null, status: 'failed', failureReason: reason });
  const told = (await readBooking(reservationId)).notices.find(({ kind }) => kind === 'refund_failed');
  return { refund, told };
}

test('a refund that the bank refused is told of; one that staff can mend is not', async () => {
  expect((await failed('expired_or_canceled_card')).told).toBeDefined();
  for (const ours of ['unknown_at_stripe', 'charge_disputed', 'insufficient_funds']) {
    expect((await failed(ours)).told).toBeUndefined();
  }
});

test('word of a failed refund that waited is not sent once another try has made it', async () => {
  const { refund, told } = await failed('declined');
  await retryRefund(job(), { refundId: refund.id });
  expect(await deliverNotice(job(), told?.id ?? '')).toBe('suppressed');
});

test('a mailbox that died while a notice waited gets nothing; a text goes instead', async () => {
  const { player, reservationId } = await bookAndPay(sandbox());
  const [waiting] = (await readBooking(reservationId)).notices;
  const gone = { emailInvalidAt: new Date(), phone: '+34600700800' };
  await db().update(users).set(gone).where(eq(users.id, player.id));
  expect(await deliverNotice(job(), waiting?.id ?? '')).toBe('failed');
  expect(await messagesTo(sandbox(), player.email)).toEqual([]);
  const both = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  expect(both.map(({ channel, status }) => `${channel} ${status}`).toSorted()).toEqual([
    'email failed',
    'sms pending',
  ]);
});
