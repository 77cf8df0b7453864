import { and, eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { customerRemovals, dues, payments, type RefundPolicy, reservations, sharedCosts } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { removeCustomer } from '@/lib/payments/remove-customer';
import { chargeOpenShares } from '@/lib/payments/shares/charge-open-shares';
import { sendRefunds } from '@/test/bookings';
import { forgetBookings } from '@/test/forget-bookings';
import { useSandbox } from '@/test/sandbox';
import { atDeadline, bookShared, payShare, sharesOfBooking } from '@/test/shared-bookings';
import { stripeControl } from '@/test/stripe-control';
import { judgeBookings } from './judge-bookings';
import { judgeShares } from './judge-shares';
import { readLedger } from './ledger';

const sandbox = useSandbox({ providers: ['stripe'] });

afterEach(async () => {
  await stripeControl(sandbox(), 'reset');
  await forgetBookings();
});

async function forgetCards(): Promise<void> {
  for (const { stripeCustomerId } of await db().select().from(customerRemovals))
    await removeCustomer(systemContext('test'), stripeCustomerId);
}

/** One of the others paid, and the booker's card was charged for the rest. */
async function shared(card?: string) {
  const { reservationId } = await bookShared(sandbox(), card);
  const [share] = await sharesOfBooking(reservationId);
  if (!share) throw new Error('there are three');
  await payShare(sandbox(), share.id);
  await chargeOpenShares(await atDeadline(reservationId), reservationId);
  await forgetCards();
  return { reservationId, share };
}

describe('the judge of shared costs', () => {
  test.each([
    ['was charged', undefined],
    ['was refused, so that the rest is owed', '4000000000000051'],
  ])('has nothing to say where the card %s', async (_, card) => {
    await shared(card);
    expect(await judgeShares(sandbox())).toEqual([]);
  });

  test('sees a cent that is neither paid nor owed', async () => {
    const { reservationId } = await shared();
    const charge = and(eq(payments.reservationId, reservationId), eq(payments.paysFor, 'open_shares'));
    await db().update(payments).set({ receivedMinor: 2249 }).where(charge);
    expect(await judgeShares(sandbox())).toEqual([
      `P10 ${reservationId} costs 4500, and 4499 of it is paid, owed or waived`,
    ]);
  });

  test('sees a seat that was paid twice', async () => {
    const { reservationId, share } = await shared();
    await db().insert(payments).values({
      reservationId,
      paysFor: 'share',
      dueId: share.id,
      attempt: 9,
      status: 'completed',
      amountMinor: 1125,
      receivedMinor: 1125,
      currency: 'EUR',
      completedAt: new Date(),
    });
    expect(await judgeShares(sandbox())).toEqual([
      `P10 ${reservationId} costs 4500, and 5625 of it is paid, owed or waived`,
      `P10 ${reservationId}: 4500 was paid for shares of 3375`,
      `P10 share ${share.id} of 1125 was paid with 2250`,
    ]);
  });

  test('sees a card that is kept, here and at Stripe', async () => {
    const { reservationId } = await bookShared(sandbox());
    expect(await judgeShares(sandbox())).toEqual([
      `P10 ${reservationId} is confirmed, and a card still carries its shares`,
      `P10 ${reservationId}: its customer is still at Stripe`,
    ]);
  });

  test.each<[string, RefundPolicy]>([
    ['all', { freeHours: 24, laterPercent: 50, nothingHours: 2 }],
    ['a part', { freeHours: 720, laterPercent: 90, nothingHours: 2 }],
    ['less than the open shares cost', { freeHours: 720, laterPercent: 50, nothingHours: 2 }],
    ['nothing', { freeHours: 720, laterPercent: 0, nothingHours: 720 }],
  ])(
    'expects of one that was cancelled what the policy keeps of each share, where it gives back %s',
    async (_, refundPolicy) => {
      const { ctx, reservationId } = await bookShared(sandbox());
      await db().update(reservations).set({ refundPolicy }).where(eq(reservations.id, reservationId));
      const [share] = await sharesOfBooking(reservationId);
      await payShare(sandbox(), share?.id ?? '');
      await cancelReservation(ctx, { reservationId });
      await sendRefunds(reservationId);
      await chargeOpenShares(await atDeadline(reservationId), reservationId);
      await forgetCards();
      expect(await judgeShares(sandbox())).toEqual([]);
      expect(await judgeBookings(await readLedger(sandbox()), [])).toEqual([]);
    },
  );

  test('sees a due that was lost', async () => {
    const { reservationId } = await bookShared(sandbox());
    await db()
      .update(sharedCosts)
      .set({ stripeCustomerId: null, paymentMethodId: null, endedAt: new Date() });
    await db().delete(dues).where(eq(dues.reservationId, reservationId));
    expect(await judgeShares(sandbox())).toContain(
      `P10 ${reservationId} costs 4500, and 1125 of it is paid, owed or waived`,
    );
  });
});
