import { idParam } from '@/app/api/v1/_shapes/id-param';
import { route } from '@/lib/http';
import { getOperation } from '@/lib/operations/get-operation';

export const GET = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => {
  const { id, status, services } = await getOperation(ctx, params.id);
  return { id, status, services };
});
