import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { makeClub, makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { previewCancelBookings } from './preview-cancel-bookings';

test('some bookings are told with what each would give back, and none is cancelled', async () => {
  const club = await makeClub();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  const paid = await makeReservation({ courtId });
  await makePayment(paid);
  const played = await makeReservation({ courtId, status: 'completed' });
  expect(await previewCancelBookings(desk, club.slug, [played.id, paid.id])).toMatchObject({
    refundMinor: 4500,
    rows: [
      { item: { id: paid.id }, cancellation: { refundMinor: 4500, rule: 'free' } },
      { item: { id: played.id }, cancellation: null },
    ],
  });
  const [row] = await db().select().from(reservations).where(eq(reservations.id, paid.id));
  expect(row?.status).toBe('confirmed');
});
