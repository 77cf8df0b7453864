import { z } from 'zod';
import { keptName } from '@/lib/core/input/kept-text';
import { uploadedFile } from '@/lib/core/input/upload';
import { MAX_PICTURE_BYTES } from '@/lib/services/pictures/picture-limits';

const alt = z.strictObject({ es: keptName(160), en: keptName(160) });

export const addPhotoSchema = z.strictObject({
  file: uploadedFile,
  /** What the photo shows, in both languages. */
  alt,
  /** The court that it shows. Null for the club. */
  courtId: z.int().positive().nullable(),
});
export type AddPhoto = z.output<typeof addPhotoSchema>;

export const changePhotoSchema = z.strictObject({
  photoId: z.uuid(),
  /** The one of the photo that was read. */
  revision: z.int().min(0),
  alt: alt.optional(),
  courtId: z.int().positive().nullable().optional(),
});
export type ChangePhoto = z.output<typeof changePhotoSchema>;

/** A whole form: the picture and the texts beside it. */
export const MAX_UPLOAD_BYTES = MAX_PICTURE_BYTES + 64 * 1024;

/** How many photos a club may have. */
export const MOST_PHOTOS = 30;

/** Why a picture that is fit is not added. */
export const SAME_PHOTO = 'is a photo of the club already';

export const orderPhotosSchema = z.strictObject({
  /** Every photo of the club, in the new order. */
  photoIds: z.array(z.uuid()).min(1).max(MOST_PHOTOS),
});
