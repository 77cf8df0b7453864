import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { addDays, localDateOf } from '@/lib/core/time';
import { moveBooking } from '@/lib/desk/moves/move-booking';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makePayment, makeReservation } from '@/test/factories';
import { findLastAct } from './find-last-act';
import { undoAct } from './undo-act';

const DATE = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3);

async function makeMoves() {
  const club = await makeClub({ undoSeconds: 60 });
  const court = await makeCourt({ clubId: club.id });
  const booking = await makeReservation({ clubId: club.id, courtId: court.id, listPriceMinor: 4500 });
  await makePayment(booking);
  const desk = await staffOf(club.id);
  const move = (revision: number, startTime: string) =>
    moveBooking(desk, { reservationId: booking.id, revision, date: DATE, startTime, notify: false });
  return { club, booking, desk, move };
}

test('is the newest of one’s own, with the booking as it is now', async () => {
  const { club, booking, desk, move } = await makeMoves();
  const first = await move(booking.revision, '10:00');
  const second = await move(first.item.revision, '11:30');
  expect(await findLastAct(desk, club.id)).toMatchObject({
    id: second.act.id,
    kind: 'move',
    count: 1,
    item: { id: booking.id, startsAt: second.item.startsAt },
  });
});

test('a colleague’s, what was taken back and what is too late are none', async () => {
  const { club, booking, desk, move } = await makeMoves();
  const { act } = await move(booking.revision, '10:00');
  expect(await findLastAct(await staffOf(club.id), club.id)).toBeNull();
  await undoAct(desk, act.id);
  expect(await findLastAct(desk, club.id)).toBeNull();

  const [row] = await db().select().from(acts).where(eq(acts.id, act.id));
  if (!row) throw new Error('an act is kept');
  await db()
    .insert(acts)
    .values({
      ...row,
      id: crypto.randomUUID(),
      undoneAt: null,
      undoneBy: null,
      undoUntil: new Date(Date.now() - 1),
    });
  expect(await findLastAct(desk, club.id)).toBeNull();
});
