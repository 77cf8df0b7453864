import { idParam } from '@/app/api/v1/_shapes/id-param';
import { entrySchema, entryShape } from '@/app/api/v1/_shapes/till-shape';
import { reverseEntry, reverseEntrySchema } from '@/lib/billing/reverse-entry';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: reverseEntrySchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Take back an entry of the till, whose money is then owed again',
    answer: ok(entrySchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => entryShape(await reverseEntry(ctx, params.id, body)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
