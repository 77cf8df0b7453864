import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { cached } from '@/lib/services/redis/cache';
import type { Warmer } from '@/lib/services/redis/warm-cache';

/** How many clubs are compared where neither a city nor a place is asked for. */
export const MOST_COMPARED = 200;

const idsSchema = z.array(z.int());

/** The ids of the clubs with the most bookings in the last thirty days, most first. */
export const popularClubs = {
  key: 'popular:clubs',
  ttlSeconds: 6 * 60 * 60,
  load: loadPopularIds,
  // It counts a month of all clubs.
  warm: 'when gone',
} as const satisfies Warmer;

/** The clubs with the most recent bookings, most first, up to six hours old. Some may be gone since. */
export function listPopularIds(): Promise<number[]> {
  const { key, ttlSeconds, load } = popularClubs;
  return cached(key, idsSchema, ttlSeconds, load);
}

async function loadPopularIds(): Promise<number[]> {
  const rows = await db().execute<{ club_id: number }>(sql`
    select r.club_id from reservations r join clubs c on c.id = r.club_id
    where r.status in ('confirmed', 'completed') and r.kind = 'booking' and c.deleted_at is null
      and r.starts_at between now() - interval '30 days' and now()
    group by r.club_id order by count(*) desc, r.club_id limit ${MOST_COMPARED}`);
  return rows.map((row) => row.club_id);
}
