import { eq } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { courts } from '@/db/schema';
import { listAvailableToday } from '@/lib/availability/list-available-today';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { listPopularIds } from '@/lib/catalogue/popular-clubs';
import { HOUR_MS } from '@/lib/core/time';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { findCached } from '@/lib/services/redis/cache';
import { makeClub, makeCourt, makeReservation } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { zoneAtNoon } from '@/test/zone-at-noon';
import { invalidateClub } from './invalidate-club';
import { warmCaches } from './warm-caches';

const sandbox = useSandbox({ providers: ['redis'] });

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

/** A court of a club with so many bookings that were played. */
async function makePopular(bookings: number) {
  const court = await makeCourt({ clubId: (await makeClub({ timeZone: zoneAtNoon() })).id });
  for (let played = 1; played <= bookings; played += 1) {
    const startsAt = new Date(Date.now() - played * 24 * HOUR_MS);
    await makeReservation({ courtId: court.id, startsAt });
  }
  return court;
}

const keptPopular = () => findCached('popular:clubs', z.unknown());
const keptToday = () => findCached('available:courts:today', z.unknown(), { tags: ['clubs'] });

test('spec: test_cache_warming_job — popular clubs and the courts of today stand in the cache after it', async () => {
  const quiet = await makePopular(1);
  const busy = await makePopular(3);
  await makePopular(0);
  await keepCourtDays();
  expect(await keptPopular()).toBeNull();

  expect(await warmCaches()).toEqual({ warmed: ['popular:clubs', 'available:courts:today'], failed: [] });
  expect(await keptPopular()).toEqual([busy.clubId, quiet.clubId]);
  expect(await keptToday()).not.toBeNull();
  expect((await listPopularIds())[0]).toBe(busy.clubId);
});

test('a change of a club is in what is read as soon as its answer is out', async () => {
  const court = await makePopular(1);
  await invalidateClub(court.clubId);
  await warmCaches();
  const shown = async () => (await listAvailableToday()).filter(({ courtId }) => courtId === court.id);
  expect(await shown()).toMatchObject([{ clubId: court.clubId }]);
  await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, court.id));
  await invalidateClub(court.clubId);
  expect(await keptToday()).toBeNull();
  expect(await shown()).toEqual([]);
});

test('without a cache the clubs and the courts of today are read from the database, and the job says what it missed', async () => {
  const court = await makePopular(5);
  await keepCourtDays();
  await addFault(sandbox(), 'redis', { mode: 'refuse' });
  expect(await warmCaches()).toEqual({ warmed: [], failed: ['popular:clubs', 'available:courts:today'] });
  expect((await listPopularIds())[0]).toBe(court.clubId);
  expect(await listAvailableToday()).toContainEqual(expect.objectContaining({ courtId: court.id }));
});
