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
import { listFreeShares } from './list-free-shares';

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
