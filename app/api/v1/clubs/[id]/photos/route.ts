import { z } from 'zod';
import { photoSchema, photoShape } from '@/app/api/v1/_shapes/photo-shape';
import { addPhoto } from '@/lib/clubs/photos/add-photo';
import { listClubPhotos } from '@/lib/clubs/photos/list-club-photos';
import { addPhotoSchema, MAX_UPLOAD_BYTES } from '@/lib/clubs/photos/photo-input';
import { plainId } from '@/lib/core/input/plain-number';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { file, alt } = addPhotoSchema.shape;

export const GET = route(
  {
    auth: 'required',
    params,
    summary: 'The photos of a club in their order, for its staff; the first one stands for the club',
    answer: ok(z.strictObject({ photos: z.array(photoSchema) })),
  },
  async ({ ctx, params }) => {
    const { photos } = await listClubPhotos(ctx, params.id);
    return { photos: photos.map(photoShape) };
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    form: { maxBytes: MAX_UPLOAD_BYTES },
    body: z
      .strictObject({
        file: file.describe('JPEG, PNG or WebP of at most 10 MB.'),
        alt_es: alt.shape.es,
        alt_en: alt.shape.en,
        court_id: plainId.optional(),
      })
      .transform(({ file, alt_es, alt_en, court_id }) => ({
        file,
        alt: { es: alt_es, en: alt_en },
        courtId: court_id ?? null,
      })),
    preview: true,
    limit: 'staffWrite',
    summary:
      'Add a photo to a club, behind its others; it is kept upright, as WebP, without what the camera wrote',
    answer: created(photoSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => json(photoShape(await addPhoto(ctx, params.id, body)), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
