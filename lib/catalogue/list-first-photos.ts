import { and, asc, sql } from 'drizzle-orm';
import { type Db, db } from '@/db';
import { photos } from '@/db/schema';
import { isShown, PHOTO, type Photo } from './list-photos';

/** The photo that stands for each of these clubs. A club without any is left out. */
export async function listFirstPhotos(clubIds: readonly number[]): Promise<ReadonlyMap<number, Photo>> {
  if (clubIds.length === 0) return new Map();
  const rows = await firstPhotosQuery().execute({ clubIds });
  return new Map(rows.map((photo) => [photo.clubId, photo]));
}

const queries = new WeakMap<Db, ReturnType<typeof buildFirstPhotosQuery>>();

/** Kept for each client, because it takes longer to build than to run. */
function firstPhotosQuery() {
  const on = db();
  const built = queries.get(on) ?? buildFirstPhotosQuery(on);
  queries.set(on, built);
  return built;
}

const buildFirstPhotosQuery = (on: Db) =>
  on
    .selectDistinctOn([photos.clubId], PHOTO)
    .from(photos)
    .where(and(sql`${photos.clubId} = any(${sql.placeholder('clubIds')}::int[])`, isShown))
    .orderBy(asc(photos.clubId), asc(photos.position), asc(photos.id))
    .prepare('first_photos');
