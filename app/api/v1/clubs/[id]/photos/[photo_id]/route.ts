import { z } from 'zod';
import { photoSchema, photoShape } from '@/app/api/v1/_shapes/photo-shape';
import { changePhoto } from '@/lib/clubs/photos/change-photo';
import { deletePhoto } from '@/lib/clubs/photos/delete-photo';
import { changePhotoSchema } from '@/lib/clubs/photos/photo-input';
import { noContent, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100), photo_id: z.uuid() });
const { revision, alt, courtId } = changePhotoSchema.shape;

export const PATCH = route(
  {
    auth: 'required',
    params,
    body: z
      .strictObject({ revision, alt, court_id: courtId })
      .transform(({ court_id, ...same }) => ({ ...same, courtId: court_id })),
    preview: true,
    limit: 'staffWrite',
    summary: 'Change what is said of a photo, or which court it shows',
    answer: ok(photoSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) =>
    photoShape(await changePhoto(ctx, params.id, { photoId: params.photo_id, ...body })),
);

export const DELETE = route(
  {
    auth: 'required',
    params,
    preview: true,
    limit: 'staffWrite',
    summary: 'Take a photo away; its files are removed soon after',
    answer: noContent,
  },
  ({ ctx, params }) => deletePhoto(ctx, params.id, params.photo_id),
);

export const { GET, POST, PUT, OPTIONS } = methodNotAllowed({ PATCH, DELETE });
