import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, courts } from '@/db/schema';
import { findClubDay } from '@/lib/availability/find-slots';
import { getClub } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { DAY_MS, firstInstantOf } from '@/lib/core/time';
import { getPlanner } from '@/lib/desk/get-planner';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeReservation, makeStaff, makeUser, personContext } from '@/test/factories';
import { addCourt } from './add-court';
import { changeCourt, changeCourtSchema } from './change-court';
import { closeRetiredCourts } from './close-retired-courts';
import { courtFactsSchema } from './court-facts';
import { listCourts } from './list-courts';
import { orderCourts } from './order-courts';
import { retireCourt } from './retire-court';

const FACTS = { name: 'Central', sport: 'padel', indoor: true, surface: 'turf', format: 'double' } as const;

async function managed(courtsMade = 0) {
  const club = await makeClub();
  const person = await makeUser();
  await makeStaff(person.id, club.id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: club.id, role: 'manager' }] });
  const made = [];
  for (let n = 0; n < courtsMade; n += 1) made.push(await makeCourt({ clubId: club.id }));
  const at = (days: number, hour: number) => new Date(firstInstantOf(inDays(days), hour * 60, club.timeZone));
  const names = async () => (await getClub(club.id)).courts.map(({ name }) => name);
  return { club, ctx, courts: made, at, names };
}

/** The same with two courts. */
async function withCourts() {
  const made = await managed(2);
  const [court, other] = made.courts;
  if (!court || !other) throw new Error('two were made');
  return { ...made, court, other };
}

const wishOf = (courtId: number, days: number) =>
  holdSlotSchema.parse({ courtId, date: inDays(days), startTime: '10:00', durationMinutes: 60 });

describe('a new court', () => {
  test('stands behind the others and is sold at once', async () => {
    const { club, ctx, names } = await managed(1);
    const { changed } = await addCourt(ctx, club.slug, FACTS);
    expect((await names()).at(-1)).toBe('Central');
    const player = personContext(await makeUser());
    expect(await holdSlot(player, wishOf(changed.id, 2))).toMatchObject({ priceMinor: 3000 });
  });

  test('is not added in a preview', async () => {
    const { club, ctx, names } = await managed();
    expect(await addCourt({ ...ctx, preview: true }, club.slug, FACTS)).toMatchObject({
      changed: { name: 'Central' },
      operationId: null,
    });
    expect(await names()).toEqual([]);
  });

  test.each(['Central', 'CENTRAL', 'Céntral'])('is not called %s beside Central', async (name) => {
    const { club, ctx } = await managed();
    await addCourt(ctx, club.slug, FACTS);
    await expect(addCourt(ctx, club.slug, { ...FACTS, name })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { name: ['is the name of another court'] },
    });
  });

  test('of two at once of one name only one is added', async () => {
    const { club, ctx } = await managed();
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => addCourt(ctx, club.slug, FACTS)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each([
    ['a name of blanks', { ...FACTS, name: '  ' }],
    ['markup for a name', { ...FACTS, name: '<b>Central</b>' }],
    ['a sport that is none', { ...FACTS, sport: 'golf' }],
    ['a surface that is none', { ...FACTS, surface: 'ice' }],
  ])('refuses %s', (_what, facts) => {
    expect(courtFactsSchema.safeParse(facts).success).toBe(false);
  });
});

describe('a changed court', () => {
  test('has its new facts, also in the audit, and keeps its bookings', async () => {
    const { ctx, court, other, at, names } = await withCourts();
    const booked = await makeReservation({ courtId: court.id, startsAt: at(3, 10) });
    const { changed } = await changeCourt(ctx, {
      courtId: court.id,
      revision: 0,
      name: 'Cristal',
      indoor: false,
    });
    expect(changed).toMatchObject({ name: 'Cristal', indoor: false, revision: 1, sport: 'padel' });
    expect(await names()).toEqual(['Cristal', other.name]);
    const { items } = await getPlanner(ctx, String(court.clubId), { date: inDays(2), view: 'week' });
    expect(items).toMatchObject([{ id: booked.id, courtId: court.id }]);
    const [entry] = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, String(court.id)));
    expect(entry).toMatchObject({
      entity: 'court',
      toState: 'changed',
      detail: { before: { name: court.name, indoor: true }, after: { name: 'Cristal', indoor: false } },
    });
  });

  test('is not changed by somebody who saw an older one, who is told what it is now', async () => {
    const { ctx, court } = await withCourts();
    await changeCourt(ctx, { courtId: court.id, revision: 0, name: 'Cristal' });
    await expect(changeCourt(ctx, { courtId: court.id, revision: 0, name: 'Muro' })).rejects.toMatchObject({
      code: 'conflict',
      details: { current: { name: 'Cristal', revision: 1 }, changed_by: { name: 'Ana Prueba' } },
    });
  });

  test('takes no other date of retirement than none', () => {
    expect(changeCourtSchema.safeParse({ courtId: 1, revision: 0, retiresOn: '2027-01-01' }).success).toBe(
      false,
    );
  });
});

describe('the order of courts', () => {
  test('is the named one, also where places are exchanged', async () => {
    const { club, ctx, courts: made, names } = await managed(4);
    const turned = made.toReversed();
    await orderCourts(ctx, club.slug, { courtIds: turned.map(({ id }) => id) });
    expect(await names()).toEqual(turned.map(({ name }) => name));
  });

  test('names exactly the courts on sale', async () => {
    const { club, ctx, courts: made } = await managed(2);
    const [one = 0, two = 0] = made.map(({ id }) => id);
    const foreign = await makeCourt();
    for (const courtIds of [[one], [one, one], [one, two, foreign.id], [one, foreign.id]])
      await expect(orderCourts(ctx, club.slug, { courtIds })).rejects.toMatchObject({
        code: 'invalid_input',
      });
  });
});

describe('a retired court', () => {
  test('is off sale at once, keeps its bookings, names them and has a column of its own', async () => {
    const { club, ctx, court, other, at, names } = await withCourts();
    const booked = await makeReservation({ courtId: court.id, startsAt: at(2, 10) });
    await makeReservation({ courtId: court.id, startsAt: at(2, 14), kind: 'block' });
    await makeReservation({ courtId: other.id, startsAt: at(2, 10) });
    const { changed } = await retireCourt(ctx, { courtId: court.id });
    expect(changed.affected).toEqual([booked.id]);
    expect(await names()).toEqual([other.name]);
    const { courts: columns } = await getPlanner(ctx, club.slug, { date: inDays(2), view: 'day' });
    expect(columns.map((column) => [column.court.id, column.windows.length])).toEqual([
      [other.id, 1],
      [court.id, 0],
    ]);
    const player = personContext(await makeUser());
    await expect(holdSlot(player, wishOf(court.id, 3))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('from a date on is sold until then, everywhere', async () => {
    const { club, ctx, court, at } = await withCourts();
    await makeReservation({ courtId: court.id, startsAt: at(4, 14) });
    const after = await makeReservation({ courtId: court.id, startsAt: at(5, 14) });
    const { changed } = await retireCourt(ctx, { courtId: court.id, from: inDays(5) });
    expect(changed).toMatchObject({
      affected: [after.id],
      court: { retiresOn: inDays(5), deactivatedAt: null },
    });

    const player = personContext(await makeUser());
    const dayOf = (days: number) => findClubDay(player, { club: club.id, date: inDays(days), duration: 60 });
    expect((await dayOf(4)).courts).toHaveLength(2);
    expect((await dayOf(5)).courts).toHaveLength(1);
    await holdSlot(player, wishOf(court.id, 4));
    await expect(holdSlot(player, wishOf(court.id, 5))).rejects.toMatchObject({
      code: 'not_bookable',
      details: { reason: 'closed' },
    });
    const planned = async (days: number) =>
      (await getPlanner(ctx, club.slug, { date: inDays(days), view: 'day' })).courts.map(
        ({ windows }) => windows.length,
      );
    expect([await planned(4), await planned(5), await planned(6)]).toEqual([[1, 1], [1, 0], [1]]);
  });

  test('is closed on its day, and then no sooner', async () => {
    const { ctx, court, names } = await withCourts();
    await retireCourt(ctx, { courtId: court.id, from: inDays(2) });
    await closeRetiredCourts(systemContext('test'));
    expect(await names()).toHaveLength(2);
    const then = new Date(Date.now() + 3 * DAY_MS);
    expect(await closeRetiredCourts({ ...systemContext('test'), now: then })).toBeGreaterThan(0);
    expect(await names()).toHaveLength(1);
  });

  test('comes back on sale, also before its day, unless its name is taken by then', async () => {
    const { club, ctx, court, other, names } = await withCourts();
    await retireCourt(ctx, { courtId: court.id });
    expect(await listCourts(ctx, club.slug)).toMatchObject({ retired: [{ id: court.id }] });
    await changeCourt(ctx, { courtId: court.id, revision: 1, retiresOn: null });
    expect((await names()).toSorted()).toEqual([court.name, other.name].toSorted());

    await retireCourt(ctx, { courtId: court.id, from: inDays(9) });
    const { changed } = await changeCourt(ctx, { courtId: court.id, revision: 3, retiresOn: null });
    expect(changed.retiresOn).toBeNull();

    await retireCourt(ctx, { courtId: court.id });
    await addCourt(ctx, club.slug, { ...FACTS, name: court.name });
    await expect(changeCourt(ctx, { courtId: court.id, revision: 5, retiresOn: null })).rejects.toMatchObject(
      {
        code: 'invalid_input',
      },
    );
  });

  test('is not retired from a day that is over, nor twice', async () => {
    const { ctx, court } = await withCourts();
    await expect(retireCourt(ctx, { courtId: court.id, from: inDays(-1) })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { from: ['must not be before today'] },
    });
    await retireCourt(ctx, { courtId: court.id });
    await expect(retireCourt(ctx, { courtId: court.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('that was closed with its club does not come back by itself', async () => {
    const { ctx, court } = await withCourts();
    await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, court.id));
    await expect(changeCourt(ctx, { courtId: court.id, revision: 0, retiresOn: null })).rejects.toMatchObject(
      {
        code: 'not_found',
      },
    );
  });
});

test('the desk sees the courts and changes none', async () => {
  const { club, court } = await withCourts();
  const desk = personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] });
  expect((await listCourts(desk, club.slug)).onSale).toHaveLength(2);
  await expect(addCourt(desk, club.slug, FACTS)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(retireCourt(desk, { courtId: court.id })).rejects.toMatchObject({ code: 'forbidden' });
});
