import { expect, test } from 'vitest';
import { db } from '@/db';
import { categories } from '@/db/schema';
import { dropCatalogue, getClub, getCourt } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import {
  anonymousContext,
  makeClub,
  makeCourt,
  makeCustomer,
  makeReservation,
  makeUser,
  personContext,
} from '@/test/factories';
import { keepCourtDays } from './court-days/keep-court-days';
import { listFreeShares, listFreeSharesIn } from './list-free-shares';

test('the first of the coming days is today at most of the clubs, whichever comes first', async () => {
  const zones = ['America/Mexico_City', 'Europe/Madrid', 'Europe/Madrid'];
  const clubs = [];
  for (const timeZone of zones) {
    const court = await makeCourt({ clubId: (await makeClub({ timeZone })).id });
    clubs.push((await getCourt(court.id)).club);
  }
  const shortlyAfterMidnightInMadrid = new Date('2026-11-23T23:30:00Z');
  const days = await listFreeShares(anonymousContext(shortlyAfterMidnightInMadrid), clubs, 2);
  expect(days.map(({ date }) => date)).toEqual(['2026-11-24', '2026-11-25']);
});

const now = new Date();
const today = localDateOf(now.getTime(), 'Europe/Madrid');

test('a court does not count from the day on which it is retired, nor what is left on it', async () => {
  const { id: clubId } = await makeClub();
  await makeCourt({ clubId });
  const retiring = await makeCourt({ clubId, retiresOn: addDays(today, 2) });
  const wholeDay = (days: number) => ({
    clubId,
    courtId: retiring.id,
    kind: 'block' as const,
    startsAt: new Date(firstInstantOf(addDays(today, days), 8 * 60, 'Europe/Madrid')),
    endsAt: new Date(firstInstantOf(addDays(today, days), 23 * 60, 'Europe/Madrid')),
  });
  for (const days of [1, 2]) await makeReservation(wholeDay(days));
  dropCatalogue();
  const shares = await listFreeShares(anonymousContext(now), [await getClub(clubId)], 3);
  expect(shares.slice(1).map(({ share }) => share)).toEqual([0.5, 1]);
});

test('a day has no share before it is sold, which is sooner for a member', async () => {
  const { id: clubId } = await makeClub({ horizonDays: 1 });
  await makeCourt({ clubId });
  const name = { es: 'Socios', en: 'Members' };
  await db().insert(categories).values({ clubId, code: 'member', name, position: 1, horizonDays: 2 });
  const member = await makeUser();
  await makeCustomer(clubId, { userId: member.id, category: 'member' });
  dropCatalogue();
  const clubs = [await getClub(clubId)];
  const later = async (ctx: Parameters<typeof listFreeShares>[0]) =>
    (await listFreeShares(ctx, clubs, 4)).slice(1).map(({ share }) => share);
  expect(await later(anonymousContext(now))).toEqual([1, 'not_yet', 'not_yet']);
  expect(await later(personContext(member, { now }))).toEqual([1, 1, 'not_yet']);
});

const wholeDay = (days: number) => ({
  startsAt: new Date(firstInstantOf(addDays(today, days), 8 * 60, 'Europe/Madrid')),
  endsAt: new Date(firstInstantOf(addDays(today, days), 23 * 60, 'Europe/Madrid')),
});

test('the shares of a city are those that were counted, and those of one club at this moment', async () => {
  const city = 'Villa de los Turnos';
  const { id: clubId } = await makeClub({ city });
  const { id: courtId } = await makeCourt({ clubId });
  await makeReservation({ clubId, courtId, kind: 'block', ...wholeDay(1) });
  const ctx = anonymousContext(now);
  const inCity = async () => (await listFreeSharesIn(ctx, city))[1]?.share;
  const atClub = async () => (await listFreeShares(ctx, [await getClub(clubId)]))[1]?.share;
  expect([await inCity(), await atClub()]).toEqual([1, 0]);
  await keepCourtDays();
  expect([await inCity(), await atClub()]).toEqual([0, 0]);
});

test('once counted, both say the same of every day, past midnight and for members too', async () => {
  const city = 'Villa de Noche';
  const { id: clubId } = await makeClub({
    city,
    horizonDays: 5,
    opensMinute: 17 * 60,
    closesMinute: 26 * 60,
  });
  const courts = [
    await makeCourt({ clubId }),
    await makeCourt({ clubId, retiresOn: addDays(today, 4) }),
    await makeCourt({ clubId: (await makeClub({ city, horizonDays: 3 })).id }),
  ];
  const name = { es: 'Socios', en: 'Members' };
  await db().insert(categories).values({ clubId, code: 'member', name, position: 1, horizonDays: 9 });
  const member = await makeUser();
  await makeCustomer(clubId, { userId: member.id, category: 'member' });
  for (const [index, court] of courts.entries()) {
    const place = { clubId: court.clubId, courtId: court.id };
    for (const days of [0, 1, 2, 4, 7]) {
      const minute = [22 * 60 + 30, 24 * 60 + 30, 9 * 60][index] ?? 0;
      const startsAt = new Date(firstInstantOf(addDays(today, days), minute, 'Europe/Madrid'));
      await makeReservation({ ...place, startsAt, durationMinutes: 75 });
    }
    await makeReservation({ ...place, kind: 'block', ...wholeDay(3) });
  }
  await keepCourtDays();
  dropCatalogue();
  const clubs = await Promise.all([...new Set(courts.map((court) => court.clubId))].map(getClub));
  for (const ctx of [anonymousContext(now), personContext(member, { now })]) {
    const exact = await listFreeShares(ctx, clubs);
    expect(exact.filter(({ share }) => typeof share === 'number' && share < 1).length).toBeGreaterThan(3);
    expect(await listFreeSharesIn(ctx, city)).toEqual(exact);
  }
});
