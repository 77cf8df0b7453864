import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { addDays, firstInstantOf, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { staffOf } from '@/test/at-desk';
import { makeClub, makeCourt, makeReservation, makeUser } from '@/test/factories';
import { previewShift } from './preview-shift';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number) => new Date(firstInstantOf(DATE, hour * 60, ZONE));

async function makeEvening() {
  const club = await makeClub();
  const { id: courtId } = await makeCourt({ clubId: club.id });
  const { id: lockedBy } = await makeUser();
  const book = (hour: number, state: Parameters<typeof makeReservation>[0] = {}) =>
    makeReservation({ clubId: club.id, courtId, startsAt: at(hour), ...state });
  await book(8);
  const movable = await book(10);
  const locked = await book(17, { lockedAt: new Date(), lockedBy });
  return { club, courtId, movable, locked, desk: await staffOf(club.id) };
}

test('a preview says who begins later, who stays and why, and nothing moves', async () => {
  const { club, courtId, movable, locked, desk } = await makeEvening();
  const evening = await previewShift(desk, { courtId, date: DATE, from: '09:30', minutes: 30 });
  expect(
    evening.map((one) => [one.item.id, 'to' in one ? one.to.startsAt - one.item.startsAt : one.reason]),
  ).toEqual([
    [movable.id, 30 * MINUTE_MS],
    [locked.id, 'locked'],
  ]);
  const rows = await db().select().from(reservations).where(eq(reservations.clubId, club.id));
  expect(rows.map(({ revision }) => revision)).toEqual([0, 0, 0]);
});

test('where nobody can begin later all stay, and where nothing begins there is nobody', async () => {
  const { courtId, locked, desk } = await makeEvening();
  const only = await previewShift(desk, { courtId, date: DATE, from: '16:00', minutes: 30 });
  expect(only).toMatchObject([{ item: { id: locked.id }, reason: 'locked' }]);
  expect(await previewShift(desk, { courtId, date: DATE, from: '20:00', minutes: 30 })).toEqual([]);
});

test('only staff who may move bookings see it', async () => {
  const { club, courtId } = await makeEvening();
  const wanted = { courtId, date: DATE, from: '09:00', minutes: 30 };
  const accountant = await staffOf(club.id, 'accountant');
  await expect(previewShift(accountant, wanted)).rejects.toMatchObject({ code: 'forbidden' });
  const foreign = await staffOf((await makeClub()).id, 'owner');
  await expect(previewShift(foreign, wanted)).rejects.toMatchObject({ code: 'not_found' });
});
