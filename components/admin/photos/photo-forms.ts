import { z } from 'zod';
import { addPhotoSchema, changePhotoSchema, orderPhotosSchema } from '@/lib/clubs/photos/photo-input';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';

const club = z.string().max(100);
/** Empty stands for the club as a whole. */
const court = z.union([z.literal('').transform(() => null), plainId]);
const texts = { alt_es: addPhotoSchema.shape.alt.shape.es, alt_en: addPhotoSchema.shape.alt.shape.en };

/** The names are those of the API, to which the page's script sends the same form. */
export const addPhotoForm = z
  .strictObject({ club, file: addPhotoSchema.shape.file, ...texts, court_id: court })
  .transform(({ club, file, alt_es, alt_en, court_id }) => ({
    club,
    photo: { file, alt: { es: alt_es, en: alt_en }, courtId: court_id },
  }));

export const changePhotoForm = z
  .strictObject({
    club,
    photoId: changePhotoSchema.shape.photoId,
    revision: plainInteger(0, Number.MAX_SAFE_INTEGER),
    ...texts,
    court_id: court,
  })
  .transform(({ club, photoId, revision, alt_es, alt_en, court_id }) => ({
    club,
    change: { photoId, revision, alt: { es: alt_es, en: alt_en }, courtId: court_id },
  }));

/** The ids of all photos, in their new order, with commas between. */
export const orderPhotosForm = z.strictObject({
  club,
  photoIds: z
    .string()
    .max(2_000)
    .transform((ids) => ids.split(','))
    .pipe(orderPhotosSchema.shape.photoIds),
});

export const deletePhotoForm = z.strictObject({ club, photoId: z.uuid() });
