import { dueSchema, dueShape } from '@/app/api/v1/_shapes/due-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { waiveDue, waiveDueSchema } from '@/lib/billing/waive-due';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: waiveDueSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Let go of what is owed, with the reason; for managers',
    answer: ok(dueSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => dueShape(await waiveDue(ctx, params.id, body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
