import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { cached } from '@/lib/services/redis/cache';
import type { Warmer } from '@/lib/services/redis/warm-cache';
import { type Club, catalogue, isListed } from './catalogue';

const MOST = 50;
const idsSchema = z.array(z.int());

/** The ids of the clubs with the most bookings in the last thirty days, most first. */
export const popularClubs = {
  key: 'popular:clubs',
  ttlSeconds: 600,
  tags: ['clubs'],
  load: loadPopularClubs,
} as const satisfies Warmer;

/** The clubs with the most recent bookings, most first, without those that have none. */
export async function listPopularClubs(limit: number): Promise<Club[]> {
  const { key, ttlSeconds, load, tags } = popularClubs;
  const [{ byId }, ids] = await Promise.all([
    catalogue(),
    cached(key, idsSchema, ttlSeconds, load, { tags }),
  ]);
  const known = ids.flatMap((id) => byId.get(id) ?? []);
  return known.filter(isListed).slice(0, limit);
}

async function loadPopularClubs(): Promise<number[]> {
  const rows = await db().execute<{ club_id: number }>(sql`
    select r.club_id from reservations r join clubs c on c.id = r.club_id
    where r.status in ('confirmed', 'completed') and r.kind = 'booking' and c.deleted_at is null
      and r.starts_at between now() - interval '30 days' and now()
    group by r.club_id order by count(*) desc, r.club_id limit ${MOST}`);
  return rows.map((row) => row.club_id);
}
