import { idParam } from '@/app/api/v1/_shapes/id-param';
import { getOperation } from '@/lib/clubs/get-operation';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => {
  const { id, status, services } = await getOperation(ctx, params.id);
  return { id, status, services };
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
