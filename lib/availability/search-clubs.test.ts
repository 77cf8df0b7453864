import { expect, test } from 'vitest';
import { db } from '@/db';
import { priceRules } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf, localTime } from '@/lib/core/time';
import { anonymousContext, makeClub, makeCourt, makeReservation } from '@/test/factories';
import { searchClubs, searchClubsSchema } from './search-clubs';
import { searchCourts, searchCourtsSchema } from './search-courts';

const tomorrow = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 1);
const ctx = anonymousContext();

async function makePriced(city: string, currency: string, pricePerHourMinor: number) {
  const club = await makeClub({ city, currency, pricePerHourMinor });
  await makeCourt({ clubId: club.id });
  dropCatalogue();
  return club;
}

const newCity = () => `Ciudad ${crypto.randomUUID().slice(0, 8)}`;
const wish = (city: string, more: object = {}) =>
  searchClubsSchema.parse({ date: tomorrow, duration: 60, city, sort: 'price', ...more });

test('by price each currency stands for itself, the commonest first', async () => {
  const city = newCity();
  for (const [currency, minor] of [
    ['MXN', 60_000],
    ['GBP', 2600],
    ['EUR', 3000],
    ['JPY', 300],
    ['EUR', 2400],
    ['MXN', 36_000],
    ['EUR', 9000],
  ] as const)
    await makePriced(city, currency, minor);
  const expected = [
    ['EUR', 2400],
    ['EUR', 3000],
    ['EUR', 9000],
    ['MXN', 36_000],
    ['MXN', 60_000],
    ['GBP', 2600],
    ['JPY', 300],
  ];
  const { clubs } = await searchClubs(ctx, wish(city));
  expect(clubs.map(({ club, fromPriceMinor }) => [club.currency, fromPriceMinor])).toEqual(expected);

  const query = searchCourtsSchema.parse({ date: tomorrow, time: '10:00', duration: '60', city });
  const { results } = await searchCourts(ctx, query);
  expect(results.map(({ club, priceMinor }) => [club.currency, priceMinor])).toEqual(expected);
});

test('clubs stand in the order of the price that is shown, also when an hour was asked for', async () => {
  const city = newCity();
  const cheapMornings = await makePriced(city, 'EUR', 5000);
  await makePriced(city, 'EUR', 4000);
  const name = { es: 'Mañana', en: 'Morning' };
  const morning = { position: 0, fromMinute: 480, untilMinute: 720, pricePerHourMinor: 1000 };
  await db()
    .insert(priceRules)
    .values({ clubId: cheapMornings.id, name, ...morning });
  dropCatalogue();
  const { clubs } = await searchClubs(ctx, wish(city, { time: '19:00' }));
  expect(clubs.map(({ exact }) => exact?.priceMinor)).toEqual([5000, 4000]);
  expect(clubs.map(({ fromPriceMinor }) => fromPriceMinor)).toEqual([1000, 4000]);
});

test('a start is on a court for four while one is free, though one for two costs less', async () => {
  const city = newCity();
  const { id: clubId } = await makePriced(city, 'EUR', 4000);
  const single = await makeCourt({ clubId, format: 'single' });
  await db()
    .insert(priceRules)
    .values({
      clubId,
      position: 0,
      courtIds: [single.id],
      name: { es: 'Individual', en: 'Singles' },
      pricePerHourMinor: 2000,
    });
  dropCatalogue();
  const formats = async (more: object) => {
    const { clubs } = await searchClubs(ctx, wish(city, more));
    return new Set(clubs.flatMap(({ starts }) => starts.map(({ court }) => court.format)));
  };
  expect(await formats({})).toEqual(new Set(['double']));
  expect(await formats({ format: 'single' })).toEqual(new Set(['single']));
  expect(await formats({ format: 'double' })).toEqual(new Set(['double']));
});

test('clubs that have a start in the asked part of the day come first', async () => {
  const city = newCity();
  const hours = { morning: [8 * 60, 12 * 60], evening: [20 * 60, 23 * 60] } as const;
  for (const [part, [opensMinute, closesMinute]] of Object.entries(hours)) {
    const club = await makeClub({ city, name: part, opensMinute, closesMinute });
    await makeCourt({ clubId: club.id });
  }
  dropCatalogue();
  for (const part of ['morning', 'evening'] as const) {
    const { clubs } = await searchClubs(ctx, wish(city, { part }));
    expect(clubs.map(({ meets }) => meets)).toEqual([true, false]);
    expect(clubs[0]?.club.name).toBe(part);
  }
});

test('the gap rule sees a booking that ends before midnight, and one of the night after', async () => {
  const [city, timeZone] = [newCity(), 'Asia/Tokyo'];
  const date = addDays(localDateOf(Date.now(), timeZone), 2);
  const hours = { opensMinute: 18 * 60, closesMinute: 28 * 60 };
  const { id: clubId } = await makeClub({ city, timeZone, gapRule: true, ...hours });
  const { id: courtId } = await makeCourt({ clubId });
  for (const minute of [-60, 24 * 60 + 90])
    await makeReservation({
      courtId,
      startsAt: new Date(firstInstantOf(addDays(date, -1), 24 * 60 + minute, timeZone)),
      durationMinutes: 30,
    });
  const { clubs } = await searchClubs(ctx, wish(city, { date, duration: 90 }));
  const starts = clubs.flatMap((found) => found.starts.map(({ startsAt }) => localTime(startsAt, timeZone)));
  const night = ['00:30', '01:00', '01:30', '02:30'];
  const evening = ['19:00', '19:30', '20:00', '20:30', '21:00', '21:30', '22:00', '22:30', '23:00'];
  expect(starts).toEqual([...night, '18:00', ...evening]);
});
