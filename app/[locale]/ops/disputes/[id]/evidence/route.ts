import { z } from 'zod';
import { getEvidence } from '@/lib/backoffice/get-evidence';
import { notFound } from '@/lib/core/errors';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const params = z.object({ locale: z.string(), id: z.string().regex(/^\w{1,60}$/) });

/** The evidence of a dispute as one file. It is 404 for anybody but an operator. */
export const GET = route({ auth: 'optional', params }, async ({ ctx, params: { id } }) => {
  if (ctx.actor.kind !== 'person' || !ctx.actor.operator) throw notFound('page');
  return json(await getEvidence(ctx, id), 200, {
    'Content-Disposition': `attachment; filename="evidence-${id}.json"`,
  });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
