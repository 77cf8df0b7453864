import { z } from 'zod';
import { clubShape } from '@/app/api/v1/_shapes/club-shape';
import { getClub } from '@/lib/catalogue/catalogue';
import { changeClub, clubChangesSchema } from '@/lib/clubs/change-club';
import { deleteClub } from '@/lib/clubs/delete-club';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route({ auth: 'optional', params }, async ({ params }) =>
  clubShape(await getClub(params.id)),
);

export const PATCH = route(
  { auth: 'required', params, body: clubChangesSchema, limit: 'staffWrite' },
  async ({ ctx, params, body }) => {
    const { club, operationId } = await changeClub(ctx, params.id, body);
    return { ...clubShape(club), operation_id: operationId };
  },
);

export const DELETE = route({ auth: 'required', params, limit: 'staffWrite' }, async ({ ctx, params }) => {
  const { operationId, ...touched } = await deleteClub(ctx, params.id);
  return { ...touched, operation_id: operationId };
});

export const { POST, PUT, OPTIONS } = methodNotAllowed({ GET, PATCH, DELETE });
