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
  ttlSeconds: 60 * 60,
  load: loadPopularIds,
  // It adds up a month of all courts.
  warm: 'when gone',
} as const satisfies Warmer;

/** The clubs with the most recent bookings, most first, up to an hour old. Some may be gone since. */
export function listPopularIds(): Promise<number[]> {
  const { key, ttlSeconds, load } = popularClubs;
  return cached(key, idsSchema, ttlSeconds, load);
}

async function loadPopularIds(): Promise<number[]> {
  const rows = await db().execute<{ club_id: number }>(sql`
    select d.club_id from court_days d join clubs c on c.id = d.club_id
    where d.local_date between current_date - 30 and current_date and c.deleted_at is null
    group by d.club_id having sum(d.bookings) > 0
    order by sum(d.bookings) desc, d.club_id limit ${MOST_COMPARED}`);
  return rows.map((row) => row.club_id);
}
