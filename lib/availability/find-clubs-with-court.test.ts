import { expect, test } from 'vitest';
import { firstInstantOf } from '@/lib/core/time';
import { anonymousContext, makeClub, makeCourt, makeReservation } from '@/test/factories';
import { keepCourtDays } from './court-days/keep-court-days';
import { findClubsWithCourt } from './find-clubs-with-court';

const TODAY = '2027-03-10';
const TOMORROW = '2027-03-11';
const at = (hour: number) => new Date(firstInstantOf(TODAY, hour * 60, 'Europe/Madrid'));
const newCity = () => `Ciudad ${crypto.randomUUID().slice(0, 8)}`;

/** Courts of as many clubs, open from 8 to 23, by the names of the clubs. */
async function courtsIn(city: string, names: readonly string[]) {
  const courts: Awaited<ReturnType<typeof makeCourt>>[] = [];
  for (const name of names) courts.push(await makeCourt({ clubId: (await makeClub({ city, name })).id }));
  return courts;
}

function placeOf(court: { id: number; clubId: number } | undefined) {
  if (!court) throw new Error('there are as many courts as names');
  return { clubId: court.clubId, courtId: court.id };
}

const block = (court: Parameters<typeof placeOf>[0], from: number, until: number) =>
  makeReservation({ ...placeOf(court), kind: 'block', startsAt: at(from), endsAt: at(until) });

async function find(city: string, hour: number) {
  const wanted = { city, today: TODAY, minutes: 90, most: 2 };
  const { date, clubs, inCity } = await findClubsWithCourt(anonymousContext(at(hour)), wanted);
  return { date, names: clubs.map(({ club }) => club.name), inCity };
}

test('shows as many clubs with a court today as are wanted, and how many the city has', async () => {
  const city = newCity();
  const [full] = await courtsIn(city, ['A', 'B', 'C', 'D']);
  await block(full, 8, 23);
  await keepCourtDays();
  expect(await find(city, 9)).toEqual({ date: TODAY, names: ['B', 'C'], inCity: 4 });
});

test('looks at the bookings before it shows a club, and goes on to the next where none is left', async () => {
  const city = newCity();
  const [takenSince] = await courtsIn(city, ['A', 'B', 'C', 'D']);
  await keepCourtDays();
  await block(takenSince, 8, 23);
  expect((await find(city, 9)).names).toEqual(['B', 'C']);
});

test('counts only what is still to come of today', async () => {
  const city = newCity();
  const [morning, evening] = await courtsIn(city, ['A', 'B']);
  const game = { durationMinutes: 240, kind: 'walk_in' as const };
  for (const hour of [8, 12]) await makeReservation({ ...game, ...placeOf(morning), startsAt: at(hour) });
  for (const hour of [15, 19]) await makeReservation({ ...game, ...placeOf(evening), startsAt: at(hour) });
  await keepCourtDays();
  expect(await find(city, 16)).toEqual({ date: TODAY, names: ['A'], inCity: 2 });
});

test('turns to tomorrow when most clubs have none left, or when none is found', async () => {
  const city = newCity();
  const courts = await courtsIn(city, ['A', 'B', 'C']);
  expect((await find(city, 9)).date).toBe(TODAY);
  for (const court of courts.slice(0, 2)) await block(court, 8, 23);
  await keepCourtDays();
  expect(await find(city, 9)).toEqual({ date: TOMORROW, names: ['A', 'B'], inCity: 3 });
  expect((await find(city, 22)).date).toBe(TOMORROW);
});
