import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { categories, customers, openingHours, specialDays } from '@/db/schema';
import { type Club, dropCatalogue, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { addDays, dayBounds, localDateOf, weekdayOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeUser, personContext } from '@/test/factories';
import { listFreeShares } from './list-free-shares';
import { explainEmptyDay } from './explain-empty-day';

const now = new Date();
const today = localDateOf(now.getTime(), 'Europe/Madrid');
const date = addDays(today, 3);
const ctx: Context = { actor: { kind: 'anonymous' }, now, locale: 'es', requestId: 'test' };
const wanted = { date, durationMinutes: 90 };

async function openClub(): Promise<Club> {
  const { id } = await makeClub({ horizonDays: 14 });
  await makeCourt({ clubId: id });
  await makeCourt({ clubId: id });
  return getClub(id);
}

/** Takes every court of a club on a date, from midnight to midnight. */
async function takeAll(
  club: Club,
  kind: 'closure' | 'block' | 'maintenance',
  note: string | null,
  on = date,
) {
  const { startsAt, endsAt } = dayBounds(on, club.timeZone);
  for (const court of club.courts) {
    await makeReservation({
      courtId: court.id,
      kind,
      note,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    });
  }
}

describe('a day without a start', () => {
  test.each([
    ['before it is published', { publishedAt: null }],
    ['while it pauses', { salesPausedAt: now }],
  ])('says that the club does not sell online %s', async (_, state) => {
    const { id } = await makeClub(state);
    await makeCourt({ clubId: id });
    expect(await explainEmptyDay(ctx, [await getClub(id)], wanted)).toEqual({ kind: 'paused' });
    expect((await listFreeShares(ctx, [await getClub(id)])).map(({ share }) => share)).toEqual(
      Array.from({ length: 14 }, () => 'closed'),
    );
  });

  test('is closed for what the club said, and the next day is named', async () => {
    const club = await openClub();
    await takeAll(club, 'closure', 'Fiestas del barrio');
    expect(await explainEmptyDay(ctx, [club], wanted)).toEqual({
      kind: 'closed',
      reason: 'Fiestas del barrio',
      nextDate: addDays(date, 1),
    });
  });

  test('names the first day after several closed ones', async () => {
    const club = await openClub();
    for (const on of [date, addDays(date, 1), addDays(date, 2)]) await takeAll(club, 'closure', 'Obras', on);
    expect(await explainEmptyDay(ctx, [club], wanted)).toMatchObject({ nextDate: addDays(date, 3) });
  });

  test('is full, without the words of staff, when blocks or repairs take all of it', async () => {
    for (const kind of ['block', 'maintenance'] as const) {
      const club = await openClub();
      await takeAll(club, kind, 'Clase de Marta');
      expect(await explainEmptyDay(ctx, [club], wanted)).toEqual({
        kind: 'full',
        nextDate: addDays(date, 1),
      });
    }
  });

  test('is full when only some of the courts are closed', async () => {
    const club = await openClub();
    const [first, second] = club.courts.map((court) => ({ ...club, courts: [court] }));
    if (!first || !second) throw new Error('two courts were made');
    await takeAll(first, 'closure', 'Torneo');
    await takeAll(second, 'block', null);
    expect(await explainEmptyDay(ctx, [club], wanted)).toMatchObject({ kind: 'full' });
  });

  test('is closed for no reason on a weekday without hours', async () => {
    const { id } = await openClub();
    const weekday = weekdayOf(date);
    const hours = await db().select().from(openingHours).where(eq(openingHours.clubId, id));
    for (const row of hours.filter((one) => one.weekday === weekday)) {
      await db().delete(openingHours).where(eq(openingHours.id, row.id));
    }
    dropCatalogue();
    expect(await explainEmptyDay(ctx, [await getClub(id)], wanted)).toEqual({
      kind: 'closed',
      reason: null,
      nextDate: addDays(date, 1),
    });
  });

  test('names no day whose only starts are on a court that is retired by then', async () => {
    const { id: clubId } = await makeClub({ horizonDays: 14 });
    await makeCourt({ clubId, retiresOn: addDays(date, 1) });
    dropCatalogue();
    const club = await getClub(clubId);
    await takeAll(club, 'block', null);
    expect(await explainEmptyDay(ctx, [club], wanted)).toEqual({ kind: 'full', nextDate: null });
    expect(await explainEmptyDay(ctx, [club], { ...wanted, date: addDays(date, 1) })).toEqual({
      kind: 'closed',
      reason: null,
      nextDate: null,
    });
  });

  test('is not yet sold beyond the horizon, and says since when it will be', async () => {
    const club = await openClub();
    const far = { ...wanted, date: addDays(today, 20) };
    expect(await explainEmptyDay(ctx, [club], far)).toEqual({
      kind: 'not_yet_sold',
      onSaleFrom: addDays(today, 6),
      releaseMinute: null,
    });
  });

  test('opens when the first of several clubs sells it', async () => {
    const [near, far] = [await openClub(), await openClub()];
    const both = [near, { ...far, horizonDays: 17 }];
    expect(await explainEmptyDay(ctx, both, { ...wanted, date: addDays(today, 20) })).toEqual({
      kind: 'not_yet_sold',
      onSaleFrom: addDays(today, 3),
      releaseMinute: null,
    });
  });

  test('is sold to a member before others, and says the minute at which it opens', async () => {
    const { id: clubId } = await makeClub({ horizonDays: 14, releaseMinute: 8 * 60 });
    await makeCourt({ clubId });
    await db()
      .insert(categories)
      .values({
        clubId,
        code: 'member',
        name: { es: 'Socios', en: 'Members' },
        position: 1,
        horizonDays: 21,
      });
    const member = await makeUser();
    await db().insert(customers).values({ clubId, userId: member.id, name: 'Ana', category: 'member' });
    dropCatalogue();
    const far = { ...wanted, date: addDays(today, 30) };
    const club = await getClub(clubId);
    expect(await explainEmptyDay(ctx, [club], far)).toMatchObject({
      onSaleFrom: addDays(today, 16),
      releaseMinute: 8 * 60,
    });
    expect(await explainEmptyDay(personContext(member, { now }), [club], far)).toMatchObject({
      onSaleFrom: addDays(today, 9),
    });
  });

  test('is closed for the name of a special day, in the reader’s language', async () => {
    const { id: clubId } = await openClub();
    const name = { es: 'Navidad', en: 'Christmas Day' };
    await db().insert(specialDays).values({ clubId, date, name, closed: true, holiday: true, windows: [] });
    dropCatalogue();
    const club = await getClub(clubId);
    expect(await explainEmptyDay(ctx, [club], wanted)).toMatchObject({ kind: 'closed', reason: 'Navidad' });
    expect(await explainEmptyDay({ ...ctx, locale: 'en' }, [club], wanted)).toMatchObject({
      reason: 'Christmas Day',
    });
  });

  test('is past', async () => {
    const club = await openClub();
    expect(await explainEmptyDay(ctx, [club], { ...wanted, date: addDays(today, -1) })).toEqual({
      kind: 'past',
    });
  });
});
