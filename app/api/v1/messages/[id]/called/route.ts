import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { markCalled, markCalledSchema } from '@/lib/notices/mark-called';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: markCalledSchema.pick({ note: true }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Take a person off the list of calls, with a note of what was said',
    answer: ok(z.strictObject({ status: z.literal('delivered') })),
  },
  async ({ ctx, params, body }) => {
    await markCalled(ctx, { noticeId: params.id, ...body });
    return { status: 'delivered' as const };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
