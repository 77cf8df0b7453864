import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { reservations, users } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { getService } from '@/lib/services/call/registry';
import { breakerOf } from '@/lib/services/call/shared-breakers';
import { inDays, readBooking } from '@/test/bookings';
import { makeCourt, makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { bookCourt } from './book-court';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });

afterEach(() => stripeControl(sandbox(), 'work', { fail: 0, after_work: false }));

/** A player, by default with a customer, whose court was held while Stripe's next requests fail. */
async function holdWhileFailing(work: { fail: number; after_work: boolean }, hasCustomer = true) {
  const player = await makeUser();
  const ctx = personContext(player);
  const slot = { date: inDays(2), startTime: '10:00', durationMinutes: 90 };
  const book = async () =>
    bookCourt(ctx, {
      ...slot,
      courtId: (await makeCourt()).id,
      participants: [],
      extras: [],
      guest: undefined,
    });
  if (hasCustomer) await book();
  await stripeControl(sandbox(), 'work', work);
  await expect(book()).rejects.toMatchObject({ code: 'payment_service_unavailable' });
  const held = await db().select().from(reservations).where(eq(reservations.userId, player.id));
  const saved = held.find(({ status }) => status === 'payment_pending');
  if (!saved) throw new Error('the court is not held');
  return { player, ctx, reservationId: saved.id };
}

async function intentsOf(reservationId: string) {
  const intent = z.object({ id: z.string(), metadata: z.record(z.string(), z.string()) });
  const state = z.object({ payment_intents: z.array(intent) }).parse(await stripeControl(sandbox(), 'state'));
  return state.payment_intents.filter(({ metadata }) => metadata.reservation_id === reservationId);
}

describe('a failure that Stripe keeps under the key', () => {
  test.each([false, true])('leads to one intent, and it can be paid (work done: %s)', async (after_work) => {
    const { ctx, reservationId } = await holdWhileFailing({ fail: 1, after_work });
    const { paymentIntentId } = await startPayment(ctx, { reservationId });
    expect((await intentsOf(reservationId)).map(({ id }) => id)).toEqual([paymentIntentId]);
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(systemContext('test'), paymentIntentId);
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test.each([false, true])('does not keep a player from a customer (work done: %s)', async (after_work) => {
    const { ctx, player, reservationId } = await holdWhileFailing({ fail: 1, after_work }, false);
    await startPayment(ctx, { reservationId });
    const [user] = await db().select().from(users).where(eq(users.id, player.id));
    expect(user?.stripeCustomerId).toMatch(/^cus_/);
  });

  test('is met once more under the next key, and tabs that meet it at once share one intent', async () => {
    const { ctx, reservationId } = await holdWhileFailing({ fail: 2, after_work: false });
    await expect(startPayment(ctx, { reservationId })).rejects.toMatchObject({
      code: 'payment_service_unavailable',
    });
    const tabs = Array.from({ length: 4 }, () => startPayment(ctx, { reservationId }));
    const opened = (await Promise.allSettled(tabs)).filter((tab) => tab.status === 'fulfilled');
    expect(opened.length).toBeGreaterThan(0);
    expect(await intentsOf(reservationId)).toHaveLength(1);
  });

  test('is no outage: however often it is met, the breaker stays closed for everybody else', async () => {
    const { failures } = getService('payment').breaker;
    const { ctx, reservationId } = await holdWhileFailing({ fail: failures - 2, after_work: false });
    for (let click = 0; click < failures + 3; click += 1) {
      await startPayment(ctx, { reservationId }).catch(() => 'again');
    }
    expect(breakerOf('payment').state).toBe('closed');
    expect(await intentsOf(reservationId)).toHaveLength(1);
  });
});
