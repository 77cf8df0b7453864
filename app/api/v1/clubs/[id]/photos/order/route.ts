import { z } from 'zod';
import { orderPhotos } from '@/lib/clubs/photos/order-photos';
import { orderPhotosSchema } from '@/lib/clubs/photos/photo-input';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const PUT = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    body: z
      .strictObject({ photo_ids: orderPhotosSchema.shape.photoIds })
      .transform(({ photo_ids }) => ({ photoIds: photo_ids })),
    preview: true,
    limit: 'staffWrite',
    summary: 'Put the photos of a club in another order, naming exactly all of them',
    answer: ok(z.strictObject({ photo_ids: z.array(z.uuid()) })),
  },
  async ({ ctx, params, body }) => ({ photo_ids: await orderPhotos(ctx, params.id, body) }),
);

export const { GET, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ PUT });
