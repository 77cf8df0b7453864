import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { sql as client, db } from '@/db';
import { leftPlaces, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';

type Heard = { court_id: number; starts_at: string; free: boolean; only_details?: boolean };

const revisionOf = async (id: string) =>
  (await db().select().from(reservations).where(eq(reservations.id, id)))[0]?.revision;

test('the revision of a reservation rises with each change that others see, and with no other', async () => {
  const player = await makeUser();
  const { id, courtId, clubId } = await makeReservation({ userId: player.id });
  const change = (values: Partial<typeof reservations.$inferInsert>) =>
    db().update(reservations).set(values).where(eq(reservations.id, id));
  expect(await revisionOf(id)).toBe(0);
  await change({ courtId, confirmedAt: new Date() });
  expect(await revisionOf(id)).toBe(0);
  await change({ courtId: (await makeCourt({ clubId })).id });
  expect(await revisionOf(id)).toBe(1);
  await db()
    .update(reservations)
    .set({
      startsAt: sql`starts_at + interval '30 minutes'`,
      endsAt: sql`ends_at + interval '30 minutes'`,
    })
    .where(eq(reservations.id, id));
  expect(await revisionOf(id)).toBe(2);
  await change({ title: 'Final de la liga' });
  expect(await revisionOf(id)).toBe(3);
  await change({ lockedAt: new Date(), lockedBy: player.id });
  expect(await revisionOf(id)).toBe(4);
  await change({ checkedInAt: new Date(), checkedInBy: player.id });
  expect(await revisionOf(id)).toBe(5);
  await change({ priceMinor: 4400 });
  expect(await revisionOf(id)).toBe(6);
  await cancelReservation(personContext(player), { reservationId: id });
  expect(await revisionOf(id)).toBe(7);
});

describe('a booking that waits far ahead while another takes its place', () => {
  const shift = (id: string, hours: number) =>
    db()
      .update(reservations)
      .set({
        startsAt: sql`starts_at + make_interval(hours => ${hours})`,
        endsAt: sql`ends_at + make_interval(hours => ${hours})`,
      })
      .where(eq(reservations.id, id));

  test('counts one change, leaves one place, and is told at none', async () => {
    const { id, courtId, startsAt, endsAt } = await makeReservation();
    const heard: Heard[] = [];
    const { unlisten } = await client().listen('slots', (payload) => {
      const change: Heard = JSON.parse(payload);
      if (change.court_id === courtId) heard.push(change);
    });
    await shift(id, 8_766_000);
    expect(await revisionOf(id)).toBe(0);
    await shift(id, -8_766_000 + 24);
    expect(await revisionOf(id)).toBe(1);
    expect(await db().select().from(leftPlaces).where(eq(leftPlaces.reservationId, id))).toMatchObject([
      { startsAt, endsAt },
    ]);
    const next = startsAt.getTime() + 24 * 3_600_000;
    await expect
      .poll(() =>
        heard.map((change) => [Date.parse(change.starts_at), change.free, change.only_details ?? false]),
      )
      .toEqual([
        [startsAt.getTime(), true, false],
        [startsAt.getTime(), false, true],
        [next, false, false],
      ]);
    await unlisten();
  });
});
