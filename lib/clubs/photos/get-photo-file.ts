import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, photos } from '@/db/schema';
import { isShown } from '@/lib/catalogue/list-photos';
import { notFound } from '@/lib/core/errors';
import type { PictureWidth } from '@/lib/services/pictures/picture-limits';
import { storage } from '@/lib/services/storage/storage';
import { readFile } from './photo-files';

/**
 * A file of a photo, for anybody who knows its id.
 * @throws AppError not_found also for one that was taken away or whose club is closed, service_unavailable
 */
export async function getPhotoFile(photoId: string, width: PictureWidth): Promise<Uint8Array<ArrayBuffer>> {
  await assertPhotoShown(photoId);
  const bytes = await readFile(storage, photoId, width);
  if (bytes === null) throw notFound('photo');
  return bytes;
}

/** @throws AppError not_found */
export async function assertPhotoShown(photoId: string): Promise<void> {
  const [photo] = await db()
    .select({ id: photos.id })
    .from(photos)
    .innerJoin(clubs, eq(clubs.id, photos.clubId))
    .where(and(eq(photos.id, photoId), isShown, isNull(clubs.deletedAt)));
  if (!photo) throw notFound('photo');
}
