import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { HOUR_MS } from '@/lib/core/time';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { releaseHold } from './release-hold';

const sandbox = useSandbox({ providers: ['stripe', 'redis'] });

test('a held court is let go, and its payment is to be cancelled', async () => {
  const { ctx, reservationId } = await bookAsPlayer();
  await releaseHold(ctx, { reservationId });
  const { status, payment, refunds, notices } = await readBooking(reservationId);
  expect({ status, refunds, notices }).toEqual({ status: 'cancelled', refunds: [], notices: [] });
  expect(payment?.cancelRequestedAt).not.toBeNull();
});

test('a page from before the payment gives up nothing: the booking stays, and so does its money', async () => {
  const { ctx, reservationId } = await bookAndPay(sandbox());
  const startsAt = new Date(Date.now() + HOUR_MS);
  const endsAt = new Date(Date.now() + 2 * HOUR_MS);
  await db().update(reservations).set({ startsAt, endsAt }).where(eq(reservations.id, reservationId));
  await expect(releaseHold(ctx, { reservationId })).rejects.toMatchObject({ code: 'conflict' });
  expect(await readBooking(reservationId)).toMatchObject({
    status: 'confirmed',
    payment: { retainedByPolicyAt: null },
    refunds: [],
  });
});

test('somebody else’s hold does not exist', async () => {
  const { reservationId } = await bookAsPlayer();
  const stranger = personContext(await makeUser());
  await expect(releaseHold(stranger, { reservationId })).rejects.toMatchObject({ code: 'not_found' });
});
