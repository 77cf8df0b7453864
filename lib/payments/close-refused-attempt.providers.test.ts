import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { audit, reservations } from '@/db/schema';
import { bookAsPlayer, inDays, readBooking } from '@/test/bookings';
import { makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { bookCourt } from './book-court';
import { startPayment } from './start-payment';

useSandbox({ providers: ['stripe'] });

test('a price that Stripe refuses to take: its player is told, the attempt has failed, and the court is free', async () => {
  const club = await makeClub({ pricePerHourMinor: 20 });
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const player = await makeUser();
  const ctx = personContext(player);
  const slot = { courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
  const book = () => bookCourt(ctx, { ...slot, participants: [], extras: [], guest: undefined });

  await expect(book()).rejects.toMatchObject({
    code: 'not_bookable',
    message: expect.stringContaining('0.30 EUR'),
    details: { reason: 'payment_refused' },
  });
  const [held] = await db().select().from(reservations).where(eq(reservations.userId, player.id));
  const { status, payments } = await readBooking(held?.id ?? '');
  expect(status).toBe('cancelled');
  expect(payments).toMatchObject([{ status: 'failed', declineCode: 'amount_too_small' }]);
  const told = await db()
    .select()
    .from(audit)
    .where(eq(audit.entityId, payments[0]?.id ?? ''));
  expect(told.at(-1)).toMatchObject({ fromState: 'pending', toState: 'failed' });

  // Nothing prevents the next attempt.
  await expect(startPayment(ctx, { reservationId: held?.id ?? '' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(bookAsPlayer({ courtId })).rejects.toMatchObject({ code: 'not_bookable' });
});
