import type { PictureWidth } from '@/lib/services/pictures/picture-limits';

/** Where a file of a photo is served. It never changes, so that browsers keep it. */
export const photoPath = (photoId: string, width: PictureWidth) => `/files/${photoId}/${width}`;
