import { and, asc, inArray } from 'drizzle-orm';
import { db } from '@/db';
import { photos } from '@/db/schema';
import { isShown, PHOTO, type Photo } from './list-photos';

/** The photo that stands for each of these clubs. A club without any is left out. */
export async function listFirstPhotos(clubIds: readonly number[]): Promise<ReadonlyMap<number, Photo>> {
  if (clubIds.length === 0) return new Map();
  const rows = await db()
    .selectDistinctOn([photos.clubId], PHOTO)
    .from(photos)
    .where(and(inArray(photos.clubId, [...clubIds]), isShown))
    .orderBy(asc(photos.clubId), asc(photos.position), asc(photos.id));
  return new Map(rows.map((photo) => [photo.clubId, photo]));
}
