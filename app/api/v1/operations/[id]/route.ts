import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { OPERATION_SERVICES } from '@/db/schema';
import { getOperation } from '@/lib/clubs/get-operation';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    params: idParam,
    summary: 'Whether every service has taken a change on',
    answer: ok(
      z.strictObject({
        id: z.uuid(),
        status: z.enum(['pending', 'consistent', 'failed']),
        services: z.partialRecord(z.enum(OPERATION_SERVICES), z.enum(['pending', 'completed', 'failed'])),
      }),
    ),
  },
  async ({ ctx, params }) => {
    const { id, status, services } = await getOperation(ctx, params.id);
    return { id, status, services };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
