import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices, refunds, users } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { sweep } from '@/lib/jobs/sweep';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { messagesTo } from '@/test/inbox';
import { useProcessDyingAt } from '@/test/other-process/dying';
import { useSandbox } from '@/test/sandbox';
import { payIntent, refundsAtStripe, stripeControl } from '@/test/stripe-control';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });
const processDyingAt = useProcessDyingAt();
const job = () => systemContext('test');

test('C03 after a refund was sent, before it was saved: the money goes back once', async () => {
  const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
  await cancelReservation(ctx, { reservationId });
  const [refund] = (await readBooking(reservationId)).refunds;
  const other = await processDyingAt('refund_sent');
  await expect(other.call('refund', refund?.id ?? '')).rejects.toThrow('gone');
  expect(await other.ended).toBe('SIGKILL');
  expect((await readBooking(reservationId)).refunds).toMatchObject([{ status: 'requested' }]);

  expect(await processRefund(job(), refund?.id ?? '')).toBe('succeeded');
  expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([{ amount: 4500, status: 'succeeded' }]);
});

test('A25 C03 after a refund was sent a day ago, when Stripe has forgotten its key: still once', async () => {
  const { reservationId, intentId, ctx } = await bookAndPay(sandbox());
  await cancelReservation(ctx, { reservationId });
  const [refund] = (await readBooking(reservationId)).refunds;
  const other = await processDyingAt('refund_sent');
  await expect(other.call('refund', refund?.id ?? '')).rejects.toThrow('gone');
  await stripeControl(sandbox(), 'idempotency_keys/forget');
  const tomorrow = { ...job(), now: new Date(Date.now() + 25 * 3_600_000) };
  expect(await processRefund(tomorrow, refund?.id ?? '')).toBe('succeeded');
  expect(await refundsAtStripe(sandbox(), intentId)).toMatchObject([{ amount: 4500, status: 'succeeded' }]);
  expect(
    await db()
      .select()
      .from(refunds)
      .where(eq(refunds.id, refund?.id ?? '')),
  ).toHaveLength(1);
});

test('C03 after a mail was sent, before it was marked: the player gets it once', async () => {
  const { reservationId, player } = await bookAndPay(sandbox());
  const [notice] = (await readBooking(reservationId)).notices;
  const id = notice?.id ?? '';
  // The delivery event would mark it too.
  const webhooks = `${sandbox().urls.resend}/_control/webhooks`;
  await fetch(webhooks, { method: 'POST', body: JSON.stringify({ copies: 0 }) });
  const other = await processDyingAt('notice_sent');
  await expect(other.call('deliver', id)).rejects.toThrow('gone');
  expect((await readBooking(reservationId)).notices).toMatchObject([{ status: 'sending' }]);

  await db()
    .update(notices)
    .set({ claimedAt: new Date(Date.now() - 180_000) })
    .where(eq(notices.id, id));
  expect(await deliverNotice(job(), id)).toBe('sent');
  expect(await messagesTo(sandbox(), player.email)).toHaveLength(1);
  await fetch(webhooks, { method: 'DELETE' });
});

test('C03 after a text was sent, before it was marked: it is not sent again, and the club rings up', async () => {
  const phone = '+34600000456';
  const { reservationId, intentId, player } = await bookAsPlayer();
  const byText = { emailInvalidAt: new Date(), phone };
  await db().update(users).set(byText).where(eq(users.id, player.id));
  await payIntent(sandbox(), intentId);
  await settlePayment(job(), intentId);
  const [notice] = (await readBooking(reservationId)).notices;
  const id = notice?.id ?? '';
  const webhooks = `${sandbox().urls.twilio}/_control/webhooks`;
  await fetch(webhooks, { method: 'POST', body: JSON.stringify({ copies: 0 }) });
  const other = await processDyingAt('notice_sent');
  await expect(other.call('deliver', id)).rejects.toThrow('gone');
  expect((await readBooking(reservationId)).notices).toMatchObject([{ channel: 'sms', status: 'sending' }]);

  const elevenMinutesAgo = { claimedAt: new Date(Date.now() - 11 * 60_000) };
  await db().update(notices).set(elevenMinutesAgo).where(eq(notices.id, id));
  expect(await deliverNotice(job(), id)).toBe('skipped');
  expect((await sweep(job())).staleTexts).toBe(1);
  const { notices: told } = await readBooking(reservationId);
  expect(told.map(({ channel, status }) => [channel, status]).toSorted()).toEqual([
    ['call', 'pending'],
    ['sms', 'failed'],
  ]);
  expect(await messagesTo(sandbox(), phone)).toHaveLength(1);
});
