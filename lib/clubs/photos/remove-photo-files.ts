import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { photos } from '@/db/schema';
import { crashPoint } from '@/lib/core/crash-point';
import { storage } from '@/lib/services/storage/storage';
import { removeFiles } from './photo-files';

/** No upload takes so long. */
export const ABANDONED_MINUTES = 30;

/**
 * Removes the files of a photo that was taken away, or whose upload was never finished. Safe to run any number of
 * times; nothing happens to one that is shown.
 * @throws AppError service_unavailable
 */
export async function removePhotoFiles(photoId: string): Promise<void> {
  const abandoned = and(
    isNull(photos.storedAt),
    isNull(photos.deletedAt),
    lt(photos.createdAt, sql`now() - make_interval(mins => ${ABANDONED_MINUTES})`),
  );
  // Before its files go, so that no upload that wakes up late can show it.
  const [gone] = await db()
    .update(photos)
    .set({ deletedAt: sql`coalesce(${photos.deletedAt}, now())` })
    .where(
      and(eq(photos.id, photoId), isNull(photos.filesRemovedAt), or(isNotNull(photos.deletedAt), abandoned)),
    )
    .returning({ revision: photos.revision });
  if (!gone) return;
  await removeFiles(storage, photoId);
  crashPoint('photo_files_removed');
  await db()
    .update(photos)
    .set({ filesRemovedAt: sql`now()` })
    .where(and(eq(photos.id, photoId), eq(photos.revision, gone.revision)));
}
