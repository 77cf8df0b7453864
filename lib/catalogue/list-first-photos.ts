import { and, asc, sql } from 'drizzle-orm';
import { builtQuery } from '@/db/built-query';
import { photos } from '@/db/schema';
import { isShown, PHOTO, type Photo } from './list-photos';

/** The photo that stands for each of these clubs. A club without any is left out. */
export async function listFirstPhotos(clubIds: readonly number[]): Promise<ReadonlyMap<number, Photo>> {
  if (clubIds.length === 0) return new Map();
  const rows = await firstPhotosQuery().execute({ clubIds });
  return new Map(rows.map((photo) => [photo.clubId, photo]));
}

const firstPhotosQuery = builtQuery((on) =>
  on
    .selectDistinctOn([photos.clubId], PHOTO)
    .from(photos)
    .where(and(sql`${photos.clubId} = any(${sql.placeholder('clubIds')}::int[])`, isShown))
    .orderBy(asc(photos.clubId), asc(photos.position), asc(photos.id))
    .prepare('first_photos'),
);
