import { and, asc, inArray, isNotNull, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { photos } from '@/db/schema';
import { groupBy } from '@/lib/core/group-by';

export type Photo = Readonly<
  Pick<
    typeof photos.$inferSelect,
    'id' | 'clubId' | 'courtId' | 'position' | 'alt' | 'width' | 'height' | 'revision'
  >
>;

/** What is told of a photo. */
export const PHOTO = {
  id: photos.id,
  clubId: photos.clubId,
  courtId: photos.courtId,
  position: photos.position,
  alt: photos.alt,
  width: photos.width,
  height: photos.height,
  revision: photos.revision,
} as const;

/** The photos that everybody may see. */
export const isShown = and(isNotNull(photos.storedAt), isNull(photos.deletedAt));

/** The photos of clubs by club, each list in its order. A club without any is left out. */
export async function listPhotos(clubIds: readonly number[]): Promise<ReadonlyMap<number, readonly Photo[]>> {
  if (clubIds.length === 0) return new Map();
  const rows = await db()
    .select(PHOTO)
    .from(photos)
    .where(and(inArray(photos.clubId, [...clubIds]), isShown))
    .orderBy(asc(photos.clubId), asc(photos.position), asc(photos.id));
  return groupBy(rows, ({ clubId }) => clubId);
}
