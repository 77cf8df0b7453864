import { and, inArray, isNull, lte, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, photos } from '@/db/schema';
import { RESTORABLE_DAYS } from '../leaving/closed-clubs';

/** Takes away the photos of clubs that can no longer come back. Returns how many. */
export async function deletePhotosOfClosed(): Promise<number> {
  const closed = db()
    .select({ id: clubs.id })
    .from(clubs)
    .where(lte(clubs.deletedAt, sql`now() - make_interval(days => ${RESTORABLE_DAYS})`));
  const gone = await db()
    .update(photos)
    .set({ deletedAt: sql`now()` })
    .where(and(isNull(photos.deletedAt), inArray(photos.clubId, closed)))
    .returning({ id: photos.id });
  return gone.length;
}
