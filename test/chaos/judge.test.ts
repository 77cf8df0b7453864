import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, payments, reservations } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { deliverNotice } from '@/lib/notifications/deliver-notice';
import { bookAndPay, readBooking } from '../bookings';
import { useSandbox } from '../sandbox';
import { judge } from './judge';
import type { Story } from './players';

const sandbox = useSandbox({ providers: ['stripe', 'resend'] });

/** A player who booked and paid, was told so, and has a mail about it. */
async function told() {
  const booked = await bookAndPay(sandbox());
  const [notice] = (await readBooking(booked.reservationId)).notices;
  const noticeId = notice?.id ?? '';
  await deliverNotice(systemContext('test'), noticeId);
  const { reservationId } = booked;
  const story: Story = {
    email: booked.player.email,
    booked: 'ok',
    reservationId,
    paid: 'ok',
    cancelled: 'no',
  };
  return { ...booked, noticeId, story };
}

describe('the judge of a chaos run', () => {
  test('has nothing to say of a booking that went well', async () => {
    const { story } = await told();
    expect(await judge(sandbox(), [story])).toEqual([]);
  });

  test('sees a cent that is missing in our books', async () => {
    const { paymentId, intentId } = await told();
    await db().update(payments).set({ receivedMinor: 4499 }).where(eq(payments.id, paymentId));
    expect(await judge(sandbox(), [])).toContain(`P3 ${intentId}: Stripe took 4500, we say 4499`);
    await db().update(payments).set({ receivedMinor: 4500 }).where(eq(payments.id, paymentId));
  });

  test('sees money that was kept for a court that was not had', async () => {
    const { reservationId, story } = await told();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservationId));
    const breaches = await judge(sandbox(), [story]);
    expect(breaches).toContain(`P5 ${reservationId} was paid, is cancelled, and 4500 was kept`);
    expect(breaches.join()).toContain('I05 money_without_court');
    await db().update(reservations).set({ status: 'confirmed' }).where(eq(reservations.id, reservationId));
  });

  test('sees a promise that is gone, and one that was not kept', async () => {
    const { story } = await told();
    const gone = { ...story, reservationId: '01890000-0000-7000-8000-000000000000' };
    const breaches = await judge(sandbox(), [gone, { ...story, cancelled: 'ok' }]);
    expect(breaches).toEqual([
      `P5 ${gone.reservationId} was promised to ${story.email} and is gone`,
      `P5 ${story.reservationId} was cancelled and is confirmed`,
    ]);
  });

  test('sees a mail that was never sent, and one that nobody meant', async () => {
    const { noticeId } = await told();
    const { noticeId: lost } = await told();
    await db().update(notices).set({ id: crypto.randomUUID() }).where(eq(notices.id, lost));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContainEqual(expect.stringMatching(/^P4 notice \S+ .* was sent 0 times$/));
    expect(breaches).toContain(`P4 a message of no notice: ${lost}`);
    expect(breaches.join()).not.toContain(noticeId);
    await db().delete(notices);
  });

  test('sees money at Stripe that we know nothing of', async () => {
    const { paymentId, intentId } = await told();
    await db().update(payments).set({ paymentIntentId: 'pi_another' }).where(eq(payments.id, paymentId));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContain(`P1 ${intentId}: money at Stripe that is not in our books`);
    expect(breaches).toContain('P1 pi_another: in our books, not at Stripe');
  });
});
