import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { categories, priceRules } from '@/db/schema';
import { explainEmptyDay } from '@/lib/availability/explain-empty-day';
import { findClubDay, findCourtSlots } from '@/lib/availability/find-slots';
import { offerOrNearest } from '@/lib/availability/offer-or-nearest';
import { searchClubs, searchClubsSchema } from '@/lib/availability/search-clubs';
import { searchCourts, searchCourtsSchema } from '@/lib/availability/search-courts';
import { dropCatalogue, getClub, type SpecialDay } from '@/lib/catalogue/catalogue';
import { isAppError } from '@/lib/core/errors';
import { addDays, firstInstantOf, HOUR_MS, localDateOf, weekdayOf } from '@/lib/core/time';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { withoutLocks } from '@/test/without-locks';
import { holdSlot, holdSlotSchema } from './hold-slot';

const ZONE = 'Europe/Madrid';
const today = localDateOf(Date.now(), ZONE);
/** The Monday of the next week, so that a whole week lies ahead. */
const MONDAY = addDays(today, 8 - weekdayOf(today));
const [TUESDAY, NEXT_MONDAY] = [addDays(MONDAY, 1), addDays(MONDAY, 7)];

/** A club whose evenings from six on are prime, and a player of a category with these limits. */
async function limited(limits: Partial<typeof categories.$inferInsert>) {
  const city = `Ciudad ${crypto.randomUUID().slice(0, 8)}`;
  const { id, slug } = await makeClub({ city, gapRule: false });
  const courts = [await makeCourt({ clubId: id }), await makeCourt({ clubId: id })];
  const evening = { fromMinute: 18 * 60, untilMinute: 22 * 60, pricePerHourMinor: 4000, prime: true };
  await db()
    .insert(priceRules)
    .values({ clubId: id, position: 0, name: { es: 'Punta', en: 'Prime' }, ...evening });
  const name = { es: 'Socios', en: 'Members' };
  await db()
    .insert(categories)
    .values({ clubId: id, code: 'socios', name, position: 1, ...limits });
  const player = await makeUser();
  await makeCustomer(id, { userId: player.id, category: 'socios' });
  dropCatalogue();
  const ctx = personContext(player);
  const [court] = courts;
  if (!court) throw new Error('the club has courts');
  const hold = (date: string, startTime: string, courtId = court.id) =>
    holdSlot(ctx, holdSlotSchema.parse({ courtId, date, startTime, durationMinutes: 60 })).then(
      () => 'held',
      (error: unknown) => {
        if (isAppError(error, 'not_bookable')) return error.details?.limit;
        throw error;
      },
    );
  const times = (slots: readonly { startsAt: number }[]) =>
    slots.map(({ startsAt }) =>
      new Date(startsAt).toLocaleTimeString('en-GB', { timeZone: ZONE }).slice(0, 5),
    );
  return { id, slug, city, court, courts, player, ctx, hold, times };
}

describe('a category', () => {
  test('limits how many bookings ahead one of its people has', async () => {
    const { hold } = await limited({ maxUpcoming: 2 });
    expect(await hold(MONDAY, '10:00')).toBe('held');
    expect(await hold(MONDAY, '12:00')).toBe('held');
    expect(await hold(TUESDAY, '10:00')).toBe('upcoming');
  });

  test('limits prime time a week, from Monday on, and no other hours', async () => {
    const { hold } = await limited({ maxPrimePerWeek: 1 });
    expect(await hold(MONDAY, '18:00')).toBe('held');
    expect(await hold(TUESDAY, '17:30')).toBe('prime');
    expect(await hold(TUESDAY, '17:00')).toBe('held');
    expect(await hold(NEXT_MONDAY, '18:00')).toBe('held');
  });

  test('counts what the week has had, but not what was cancelled or another one’s', async () => {
    const { id, court, player, hold } = await limited({ maxPrimePerWeek: 1 });
    const at = new Date(firstInstantOf(MONDAY, 20 * 60, ZONE));
    const place = { clubId: id, courtId: court.id, startsAt: at };
    await makeReservation({ ...place, userId: player.id, status: 'cancelled', cancelledAt: new Date() });
    await makeReservation({ ...place, userId: (await makeUser()).id });
    expect(await hold(TUESDAY, '19:00')).toBe('held');
    expect(await hold(TUESDAY, '20:00')).toBe('prime');
  });

  test('without limits limits nobody, and nor does the category of others', async () => {
    const { hold } = await limited({});
    for (const startTime of ['18:00', '19:00', '20:00']) expect(await hold(MONDAY, startTime)).toBe('held');
    const { courts, hold: held } = await limited({ maxUpcoming: 1, code: 'otros' });
    expect(await held(MONDAY, '18:00')).toBe('held');
    expect(await held(MONDAY, '18:00', courts[1]?.id)).toBe('held');
  });

  test('keeps its limit when one person takes two courts at once; without the locks they get both', async () => {
    const race = async () => {
      const { courts, hold } = await limited({ maxUpcoming: 1 });
      const outcomes = await Promise.all(courts.map(({ id }) => hold(MONDAY, '18:00', id)));
      return outcomes.filter((outcome) => outcome === 'held').length;
    };
    expect(await race()).toBe(1);
    await withoutLocks(() => expect.poll(race, { timeout: 60_000 }).toBe(2));
  });
});

const special = (date: string, evening: SpecialDay['windows'][number]): SpecialDay => ({
  clubId: 0,
  date,
  name: null,
  closed: false,
  holiday: false,
  windows: [evening],
  createdAt: new Date(),
});

describe('what a person may not book by their category', () => {
  test('is in no list of starts, and the club’s day says why', async () => {
    const { id, slug, city, court, player, ctx, times } = await limited({ maxPrimePerWeek: 1 });
    const startsAt = new Date(firstInstantOf(MONDAY, 20 * 60, ZONE));
    await makeReservation({ clubId: id, courtId: court.id, userId: player.id, startsAt });
    const asked = { date: TUESDAY, duration: 60 };
    const day = await findClubDay(ctx, { club: slug, ...asked });
    expect(day.quota).toMatchObject({ limit: 'prime', most: 1, category: { es: 'Socios' } });
    expect(times(day.courts[0]?.slots ?? []).at(-1)).toBe('22:00');
    expect(times(day.courts[0]?.slots ?? [])).not.toContain('18:00');
    const { slots } = await findCourtSlots(ctx, { courtId: court.id, ...asked });
    expect(times(slots)).toEqual(times(day.courts[0]?.slots ?? []));
    const { clubs } = await searchClubs(ctx, searchClubsSchema.parse({ ...asked, city }));
    expect(clubs[0]?.quota).toMatchObject({ limit: 'prime' });
    expect(times(clubs[0]?.starts ?? [])).toEqual(times(slots));
    const courtsAt = (time: string) => searchCourts(ctx, searchCourtsSchema.parse({ ...asked, time, city }));
    expect((await courtsAt('19:00')).count).toBe(0);
    expect((await courtsAt('12:00')).count).toBe(2);
  });

  test('is in no alternative, which are the nearest of the others', async () => {
    const { id, courts, court, player, ctx, hold, times } = await limited({ maxPrimePerWeek: 1 });
    const at = (hours: number) => new Date(firstInstantOf(TUESDAY, hours * 60, ZONE));
    await makeReservation({ clubId: id, courtId: court.id, userId: player.id, startsAt: at(20) });
    const asking = { courtId: court.id, sport: 'padel', durationMinutes: 60, startsAt: at(19).getTime() };
    const refused = await offerOrNearest(ctx, await getClub(id), asking);
    const alternatives = 'alternatives' in refused ? refused.alternatives : [];
    expect(refused).toMatchObject({ ok: false, reason: 'category_quota' });
    expect(times(alternatives)).toEqual(['17:00', '16:30', '16:00']);
    for (const { id: courtId } of courts)
      await makeReservation({ clubId: id, courtId, userId: (await makeUser()).id, startsAt: at(17) });
    await expect(hold(TUESDAY, '17:00')).rejects.toMatchObject({
      code: 'slot_taken',
      details: { alternatives: [{ start_time: '16:00' }, { start_time: '15:30' }, { start_time: '15:00' }] },
    });
  });

  test('is no day to come back on when the day is full', async () => {
    const { id, courts, player, ctx } = await limited({ maxPrimePerWeek: 1 });
    const club = { ...(await getClub(id)), openingHours: [] };
    const evening = { opensMinute: 18 * 60, closesMinute: 22 * 60 };
    const days = [MONDAY, TUESDAY, NEXT_MONDAY].map((date) => special(date, evening));
    const at = (date: string) => new Date(firstInstantOf(date, 18 * 60, ZONE));
    for (const { id: courtId } of courts)
      await makeReservation({
        clubId: id,
        courtId,
        userId: player.id,
        startsAt: at(MONDAY),
        endsAt: new Date(at(MONDAY).getTime() + 4 * HOUR_MS),
      });
    const why = await explainEmptyDay(ctx, [{ ...club, specialDays: days }], {
      date: MONDAY,
      durationMinutes: 60,
    });
    expect(why).toEqual({ kind: 'full', nextDate: NEXT_MONDAY });
  });

  test('is there for everybody else', async () => {
    const { slug } = await limited({ maxPrimePerWeek: 1 });
    const day = await findClubDay(personContext(await makeUser()), {
      club: slug,
      date: TUESDAY,
      duration: 60,
    });
    expect(day.quota).toBeNull();
    expect(day.courts[0]?.slots.length).toBeGreaterThan(20);
  });
});
