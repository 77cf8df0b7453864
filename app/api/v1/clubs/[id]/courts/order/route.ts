import { z } from 'zod';
import { operationId } from '@/app/api/v1/_shapes/staff-court-shape';
import { orderCourts, orderCourtsSchema } from '@/lib/clubs/courts/order-courts';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const PUT = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    body: z
      .strictObject({ court_ids: orderCourtsSchema.shape.courtIds })
      .transform(({ court_ids }) => ({ courtIds: court_ids })),
    preview: true,
    limit: 'staffWrite',
    summary: 'Put the courts of a club in another order, naming exactly all that it sells',
    answer: ok(z.strictObject({ court_ids: z.array(z.int()), operation_id: operationId })),
  },
  async ({ ctx, params, body }) => {
    const { changed, operationId } = await orderCourts(ctx, params.id, body);
    return { court_ids: changed, operation_id: operationId };
  },
);

export const { GET, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed({ PUT });
