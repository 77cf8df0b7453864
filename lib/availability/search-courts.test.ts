import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { customers, priceRules } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { addDays, instantsOf, localDateOf, localTime } from '@/lib/core/time';
import { holdSlot } from '@/lib/reservations/hold-slot';
import {
  anonymousContext,
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { findClubDay, findCourtSlots } from './find-slots';
import { searchClubs, searchClubsSchema } from './search-clubs';
import { searchCourts, searchCourtsSchema } from './search-courts';

const ZONE = 'Europe/Madrid';
const tomorrow = addDays(localDateOf(Date.now(), ZONE), 1);
const at = (minute: number) => new Date(instantsOf(tomorrow, minute, ZONE)[0] ?? 0);

/** A city of its own for each test. */
const newCity = () => `Ciudad ${crypto.randomUUID().slice(0, 8)}`;

async function makePlace(overrides: Parameters<typeof makeClub>[0] = {}) {
  const city = overrides.city ?? newCity();
  const club = await makeClub({ ...overrides, city });
  const court = await makeCourt({ clubId: club.id });
  dropCatalogue();
  return { city, club, court };
}

const search = (ctx: Context, query: Record<string, string>) =>
  searchCourts(ctx, searchCourtsSchema.parse({ date: tomorrow, time: '10:00', duration: '90', ...query }));

describe('searching courts', () => {
  test('finds a free court with its price and the rule behind it', async () => {
    const { city, court, club } = await makePlace();
    const { results, count } = await search(anonymousContext(), { city });
    expect(count).toBe(1);
    expect(results[0]).toMatchObject({ court: { id: court.id }, club: { id: club.id }, priceMinor: 4500 });
    expect(results[0]?.lines).toMatchObject([{ rule: { es: 'Tarifa', en: 'Rate' }, minutes: 90 }]);
  });

  test('matches the city without regard to case and accents', async () => {
    await makePlace({ city: 'Cádiz Nueva' });
    expect((await search(anonymousContext(), { city: 'CADIZ nueva' })).count).toBe(1);
  });

  test('a city nobody has gets an empty list and the nearest city with courts', async () => {
    const { city } = await makePlace({ city: 'Zaragoza Test' });
    expect(await search(anonymousContext(), { city: 'Zaragosa Test' })).toEqual({
      results: [],
      count: 0,
      nearestCity: city,
    });
    const near = await search(anonymousContext(), { city: 'Nowhere', lat: '40.41', lng: '-3.70' });
    expect(near.nearestCity).not.toBeNull();
  });

  test('filters by what a court is like, and orders by distance', async () => {
    const { city, club } = await makePlace({ latitude: 40, longitude: -3 });
    const outdoor = await makeCourt({ clubId: club.id, indoor: false, surface: 'clay', sport: 'tennis' });
    const far = await makeClub({ city, latitude: 41, longitude: -3 });
    await makeCourt({ clubId: far.id });
    dropCatalogue();
    const clay = await search(anonymousContext(), {
      city,
      indoor: 'false',
      surface: 'clay',
      sport: 'tennis',
    });
    expect(clay.results.map((found) => found.court.id)).toEqual([outdoor.id]);
    const nearest = await search(anonymousContext(), { city, lat: '41', lng: '-3' });
    expect(nearest.results[0]?.club.id).toBe(far.id);
    expect(nearest.results[0]?.distanceKm).toBeLessThan(1);
    expect(nearest.results.at(-1)?.distanceKm).toBeGreaterThan(100);
  });

  test('a taken start is not offered, unless near starts are wanted', async () => {
    const { city, court } = await makePlace();
    await makeReservation({ courtId: court.id, startsAt: at(600) });
    expect((await search(anonymousContext(), { city })).count).toBe(0);
    const near = await search(anonymousContext(), { city, withinMinutes: '120' });
    expect(near.results.map((found) => localTime(found.startsAt, ZONE))).toEqual(['08:30']);
  });

  test.each([
    ['12:10', '60', '12:00'],
    ['12:10', '10', '12:00'],
    ['12:20', '10', '12:30'],
    ['12:15', '15', '12:00'],
    ['12:10', '9', null],
    ['07:35', '30', '08:00'],
    ['21:50', '20', '21:30'],
    ['10:00', '0', '10:00'],
    ['10:10', '0', null],
  ])('asked for %s within %s minutes, it finds the grid’s %s', async (time, withinMinutes, start) => {
    const { city } = await makePlace();
    const { results } = await search(anonymousContext(), { city, time, withinMinutes });
    expect(results.map(({ startsAt }) => localTime(startsAt, ZONE))).toEqual(start === null ? [] : [start]);
  });

  test('within a tolerance it knows no grid but the club’s, and looks across midnight', async () => {
    const nights = { opensMinute: 20 * 60 + 20, closesMinute: 26 * 60, stepMinutes: 45 };
    const { city } = await makePlace({ ...nights, durationsMinutes: [60], gapRule: false });
    const late = { city, duration: '60', withinMinutes: '30' };
    const found = async (time: string, date = addDays(tomorrow, 1)) =>
      (await search(anonymousContext(), { ...late, date, time })).results.map(({ startsAt }) =>
        localTime(startsAt, ZONE),
      );
    expect(await found('20:10')).toEqual(['20:20']);
    expect(await found('23:30')).toEqual(['23:20']);
    expect(await found('00:10')).toEqual(['00:05']);
    expect(await found('23:59')).toEqual(['00:05']);
  });

  test('asked for a time that the clocks leave out, it finds what lies beside it', async () => {
    const nights = { opensMinute: 0, closesMinute: 1440, durationsMinutes: [60], gapRule: false };
    const { city } = await makePlace({ ...nights, horizonDays: 400 });
    const spring = { city, date: '2027-03-28', time: '02:30', duration: '60' };
    expect((await search(anonymousContext(), spring)).count).toBe(0);
    const { results } = await search(anonymousContext(), { ...spring, withinMinutes: '30' });
    expect(results.map(({ startsAt }) => localTime(startsAt, ZONE))).toEqual(['03:00']);
  });

  test('a radius cuts a city too, and only a search without one has a radius of its own', async () => {
    const { city, club } = await makePlace({ latitude: 40.4, longitude: -3.7 });
    const outskirts = await makeClub({ city, latitude: 40.5, longitude: -3.7 });
    await makeCourt({ clubId: outskirts.id });
    const far = await makeClub({ city, latitude: 41, longitude: -3.7 });
    await makeCourt({ clubId: far.id });
    const clubsFound = async (query: Record<string, string>) => {
      const near = { lat: '40.4', lng: '-3.7', pageSize: '100', ...query };
      const { results } = await search(anonymousContext(), near);
      const ours = [club.id, outskirts.id, far.id];
      return results.map((found) => found.club.id).filter((id) => ours.includes(id));
    };
    expect(await clubsFound({ city, radiusKm: '3' })).toEqual([club.id]);
    expect(await clubsFound({ city, radiusKm: '25' })).toEqual([club.id, outskirts.id]);
    expect(await clubsFound({ city })).toEqual([club.id, outskirts.id, far.id]);
    expect((await clubsFound({})).toSorted()).toEqual([club.id, outskirts.id].toSorted());
  });

  test('a hold that has run out is free again before any job ran', async () => {
    const { city, court } = await makePlace();
    const lapsed = { status: 'pending' as const, holdExpiresAt: new Date(Date.now() - 1000) };
    await makeReservation({ courtId: court.id, startsAt: at(600), ...lapsed });
    expect((await search(anonymousContext(), { city })).count).toBe(1);
  });

  test('a closure that began long before the wish is seen', async () => {
    const { city, court } = await makePlace();
    const tournament = { kind: 'closure' as const, startsAt: at(-3 * 1440), durationMinutes: 5 * 1440 };
    await makeReservation({ courtId: court.id, userId: null, ...tournament });
    expect((await search(anonymousContext(), { city })).count).toBe(0);
  });

  test('a member sees the member price', async () => {
    const { city, club } = await makePlace();
    const name = { es: 'Socios', en: 'Members' };
    await db()
      .insert(priceRules)
      .values({ clubId: club.id, position: 0, name, category: 'member', pricePerHourMinor: 2000 });
    const member = await makeUser();
    await db().insert(customers).values({ clubId: club.id, userId: member.id, category: 'member' });
    dropCatalogue();
    expect((await search(anonymousContext(), { city })).results[0]?.priceMinor).toBe(4500);
    expect((await search(personContext(member), { city })).results[0]?.priceMinor).toBe(3000);
  });

  test('a court without a price at that time is not sold', async () => {
    const { city, club } = await makePlace();
    await db().delete(priceRules);
    const name = { es: 'Tarde', en: 'Afternoon' };
    await db()
      .insert(priceRules)
      .values({ clubId: club.id, position: 1, name, fromMinute: 960, pricePerHourMinor: 2000 });
    dropCatalogue();
    expect((await search(anonymousContext(), { city })).count).toBe(0);
  });
});

describe('what is listed can be booked, and what is not listed cannot', () => {
  test('by search, a court’s day, a club’s day and the hold alike', async () => {
    const { city, club, court } = await makePlace();
    await makeReservation({ courtId: court.id, startsAt: at(660) });
    await makeReservation({ courtId: court.id, startsAt: at(1080), durationMinutes: 60 });
    const ctx = anonymousContext();
    const { slots } = await findCourtSlots(ctx, { courtId: court.id, date: tomorrow, duration: 90 });
    const listed = slots.map((slot) => localTime(slot.startsAt, ZONE));
    const day = await findClubDay(ctx, { club: club.slug, date: tomorrow, duration: 90 });
    expect(day.courts[0]?.slots).toEqual(slots);
    const [found] = (await searchClubs(ctx, searchClubsSchema.parse({ date: tomorrow, duration: 90, city })))
      .clubs;
    expect(found?.starts.map((chip) => chip.startsAt)).toEqual(slots.map((slot) => slot.startsAt));

    for (let minute = 0; minute < 1440; minute += 30) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const { count } = await search(ctx, { city, time });
      expect([time, count === 1]).toEqual([time, listed.includes(time)]);
    }
    for (const startTime of [
      '08:00',
      '09:30',
      '10:00',
      '12:30',
      '13:00',
      '16:30',
      '19:00',
      '21:30',
      '22:00',
    ]) {
      const player = personContext(await makeUser());
      const wish = { courtId: court.id, date: tomorrow, startTime, durationMinutes: 90 };
      const before = await findCourtSlots(player, { courtId: court.id, date: tomorrow, duration: 90 });
      const offered = before.slots.some((slot) => localTime(slot.startsAt, ZONE) === startTime);
      const held = await holdSlot(player, { ...wish, participants: [], extras: [], guest: undefined }).then(
        () => true,
        () => false,
      );
      expect([startTime, held]).toEqual([startTime, offered]);
    }
  });

  test('a start after midnight belongs to its own date', async () => {
    const { court } = await makePlace({ closesMinute: 26 * 60 });
    const ctx = anonymousContext();
    const after = await findCourtSlots(ctx, { courtId: court.id, date: addDays(tomorrow, 1), duration: 60 });
    expect(after.slots.map((slot) => localTime(slot.startsAt, ZONE)).slice(0, 3)).toEqual([
      '00:00',
      '01:00',
      '08:00',
    ]);
    expect(after.slots.every((slot) => localDateOf(slot.startsAt, ZONE) === addDays(tomorrow, 1))).toBe(true);
  });
});
