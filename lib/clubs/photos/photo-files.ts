import type { Picture } from '@/lib/services/pictures/encode-picture';
import { PICTURE_TYPE, PICTURE_WIDTHS, type PictureWidth } from '@/lib/services/pictures/picture-limits';
import type { Storage } from '@/lib/services/storage/storage-type';

const keyOf = (photoId: string, width: PictureWidth) => `${photoId}/${width}.webp`;

/** Keeps every file of a photo, one after the other, so that a failure leaves none under way. */
export async function putFiles(storage: Storage, photoId: string, { files }: Picture): Promise<void> {
  for (const { width, bytes } of files) await storage.put(keyOf(photoId, width), bytes, PICTURE_TYPE);
}

export const readFile = (storage: Storage, photoId: string, width: PictureWidth) =>
  storage.read(keyOf(photoId, width));

/** Removes every file of a photo, also when some or all are gone. */
export async function removeFiles(storage: Storage, photoId: string): Promise<void> {
  await Promise.all(PICTURE_WIDTHS.map((width) => storage.remove(keyOf(photoId, width))));
}
