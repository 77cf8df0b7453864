import { z } from 'zod';
import { comparedClubs } from '@/lib/catalogue/catalogue';
import { DAY_MS, localDateOf } from '@/lib/core/time';
import { cached } from '@/lib/services/redis/cache';
import type { Warmer } from '@/lib/services/redis/warm-cache';
import { listBusy } from './busy';
import { listStartsOn } from './list-starts-on';
import { priceOf } from './offer';

const availableSchema = z.array(
  z.object({ courtId: z.int(), clubId: z.int(), starts: z.int(), firstStartsAt: z.number() }),
);
export type AvailableCourt = z.infer<typeof availableSchema>[number];

/** Courts with a start left today at the clubs that stand for all, cached for a minute or two. A hint only, by which nothing is sold. */
export const availableToday = {
  key: 'available:courts:today',
  ttlSeconds: 120,
  tags: ['clubs'],
  load: () => loadAvailableToday(Date.now()),
  warm: 'always',
} as const satisfies Warmer;

/** The courts that can still be booked today, each with its first start (epoch ms), at most two minutes old. */
export function listAvailableToday(): Promise<AvailableCourt[]> {
  const { key, ttlSeconds, load, tags } = availableToday;
  return cached(key, availableSchema, ttlSeconds, load, { tags });
}

async function loadAvailableToday(nowMs: number): Promise<AvailableCourt[]> {
  const clubs = await comparedClubs();
  const courtIds = clubs.flatMap((club) => club.courts.map(({ id }) => id));
  const busy = await listBusy(nowMs - DAY_MS, nowMs + 2 * DAY_MS, courtIds);
  return clubs.flatMap((club) => {
    const today = localDateOf(nowMs, club.timeZone);
    const shortest = Math.min(...club.durationsMinutes);
    return club.courts.flatMap((court) => {
      const starts = listStartsOn(club, busy.get(court.id) ?? [], today, shortest, nowMs).filter(
        (startsAt) => priceOf(club, court, { startsAt, durationMinutes: shortest, category: null }).ok,
      );
      const [firstStartsAt] = starts;
      return firstStartsAt === undefined
        ? []
        : [{ courtId: court.id, clubId: club.id, starts: starts.length, firstStartsAt }];
    });
  });
}
