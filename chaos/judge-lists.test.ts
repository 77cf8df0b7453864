import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { reservations, slotAlerts } from '@/db/schema';
import { forgetBookings } from '@/test/forget-bookings';
import { makeUser } from '@/test/factories';
import { lapse, makeWaitedFor, takeTurns } from '@/test/waiting-list';
import { judgeLists } from './judge-lists';

afterEach(async () => {
  await db().delete(slotAlerts);
  await forgetBookings();
});

/** Three wait for one court. The first lets it go, and the second has it. */
async function makeList() {
  const world = await makeWaitedFor();
  const people = [await world.wait(), await world.wait(), await world.waitHere()];
  await world.taken[0]?.free();
  await takeTurns();
  for (const offer of await world.offers()) await lapse(offer);
  await takeTurns();
  const [first, second] = await world.offers();
  if (!first || !second) throw new Error('two had their turn');
  return { world, people, first, second };
}

const changeAlert = (alertId: string, set: Partial<typeof slotAlerts.$inferInsert>) =>
  db().update(slotAlerts).set(set).where(eq(slotAlerts.id, alertId));
const changeHold = (id: string, set: Partial<typeof reservations.$inferInsert>) =>
  db().update(reservations).set(set).where(eq(reservations.id, id));

describe('the judge of waiting lists', () => {
  test('is content with two who had their turn and one who waits', async () => {
    await makeList();
    expect(await judgeLists()).toEqual([]);
  });

  test('finds a court that is offered to two at once', async () => {
    const { first } = await makeList();
    await changeHold(first.hold.id, { holdExpiresAt: new Date(Date.now() + 60_000) });
    expect(await judgeLists()).toEqual([expect.stringContaining('held the same court for somebody else')]);
  });

  test('finds an offer whose hold is of somebody else', async () => {
    const { second } = await makeList();
    await changeHold(second.hold.id, { userId: (await makeUser()).id });
    expect(await judgeLists()).toEqual([expect.stringContaining('without a hold of what was waited for')]);
  });

  test('finds a hold for the list of which no wait tells', async () => {
    const { second } = await makeList();
    await changeAlert(second.alertId, { offeredReservationId: null });
    expect(await judgeLists()).toEqual([expect.stringContaining('no wait says so')]);
  });

  test('finds one who waited longer and was passed over', async () => {
    const { people, second } = await makeList();
    const [, , third] = people;
    const [alert] = await db()
      .select()
      .from(slotAlerts)
      .where(eq(slotAlerts.userId, third?.id ?? ''));
    await changeAlert(alert?.id ?? '', { createdAt: new Date(second.hold.createdAt.getTime() - 60_000) });
    expect(await judgeLists()).toContain(`P8 ${alert?.id} was passed over for ${second.alertId}`);
  });
});
