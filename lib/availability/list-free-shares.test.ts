import { expect, test } from 'vitest';
import { getCourt } from '@/lib/catalogue/catalogue';
import { makeClub, makeCourt } from '@/test/factories';
import { listFreeShares } from './list-free-shares';

test('the first of the coming days is today at most of the clubs, whichever comes first', async () => {
  const zones = ['America/Mexico_City', 'Europe/Madrid', 'Europe/Madrid'];
  const clubs = [];
  for (const timeZone of zones) {
    const court = await makeCourt({ clubId: (await makeClub({ timeZone })).id });
    clubs.push((await getCourt(court.id)).club);
  }
  const shortlyAfterMidnightInMadrid = new Date('2026-11-23T23:30:00Z');
  const days = await listFreeShares(clubs, shortlyAfterMidnightInMadrid, 2);
  expect(days.map(({ date }) => date)).toEqual(['2026-11-24', '2026-11-25']);
});
