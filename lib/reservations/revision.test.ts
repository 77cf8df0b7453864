import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';

const revisionOf = async (id: string) =>
  (await db().select().from(reservations).where(eq(reservations.id, id)))[0]?.revision;

test('the revision of a reservation rises with each change that others see, and with no other', async () => {
  const player = await makeUser();
  const { id, courtId, clubId } = await makeReservation({ userId: player.id });
  const change = (values: Partial<typeof reservations.$inferInsert>) =>
    db().update(reservations).set(values).where(eq(reservations.id, id));
  expect(await revisionOf(id)).toBe(0);
  await change({ courtId, priceMinor: 4400 });
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
  await cancelReservation(personContext(player), { reservationId: id });
  expect(await revisionOf(id)).toBe(6);
});
