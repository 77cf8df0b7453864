import { idParam } from '@/app/api/v1/_shapes/id-param';
import { countedSchema, countedShape } from '@/app/api/v1/_shapes/till-shape';
import { closeShift, closeShiftSchema } from '@/lib/billing/shifts/close-shift';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: closeShiftSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Count and close a till; its opener, or a manager',
    answer: ok(countedSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => countedShape(await closeShift(ctx, params.id, body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
