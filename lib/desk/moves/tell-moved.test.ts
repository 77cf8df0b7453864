import { and, asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { notices, participants } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { moveBooking } from './move-booking';

async function makeMovable() {
  const { id: clubId, timeZone } = await makeClub();
  const court = await makeCourt({ clubId });
  const customer = await makeCustomer(clubId, { email: `lucia-${clubId}@example.com` });
  const date = addDays(localDateOf(Date.now(), timeZone), 3);
  const startsAt = new Date(firstInstantOf(date, 10 * 60, timeZone));
  const ofCustomer = { userId: null, customerId: customer.id };
  const booking = await makeReservation({ courtId: court.id, clubId, startsAt, ...ofCustomer });
  await db()
    .insert(participants)
    .values([
      { reservationId: booking.id, position: 0, name: 'Bea', email: `bea-${clubId}@example.com` },
      { reservationId: booking.id, position: 1, name: 'Carla' },
    ]);
  const ctx = personContext(await makeUser(), { staff: [{ clubId, role: 'desk' }] });
  const move = (revision: number, startTime: string, notify = true) =>
    moveBooking(ctx, { reservationId: booking.id, revision, date, startTime, price: 'keep', notify });
  const told = () =>
    db()
      .select()
      .from(notices)
      .where(and(eq(notices.reservationId, booking.id), eq(notices.kind, 'reservation_moved')))
      .orderBy(asc(notices.createdAt), asc(notices.id));
  return { booking, court, customer, clubId, move, told };
}

test('a move is told to whoever booked and to players with an address, once it cannot be undone', async () => {
  const { booking, court, customer, clubId, move, told } = await makeMovable();
  const { act } = await move(0, '17:00');
  const was = { courtId: court.id, startsAt: booking.startsAt.toISOString() };
  const waits = { actId: act.id, nextAttemptAt: act.undoUntil, objectId: `${booking.id}:1`, detail: { was } };
  expect(await told()).toMatchObject([
    { ...waits, customerId: customer.id, participantPosition: null, clubId },
    { ...waits, customerId: null, participantPosition: 0, recipient: `bea-${clubId}@example.com` },
  ]);
});

test('the second move has a notice of its own, and one that nobody shall hear of has none', async () => {
  const { booking, move, told } = await makeMovable();
  await move(0, '17:00');
  await move(1, '18:30');
  await move(2, '20:00', false);
  expect((await told()).map(({ objectId }) => objectId)).toEqual([
    `${booking.id}:1`,
    `${booking.id}:1`,
    `${booking.id}:2`,
    `${booking.id}:2`,
  ]);
});
