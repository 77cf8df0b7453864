import { z } from 'zod';
import { salesSchema, salesShape } from '@/app/api/v1/_shapes/sales-shape';
import { publishClub } from '@/lib/clubs/arrival/change-sales';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const POST = route(
  {
    auth: 'required',
    params,
    preview: true,
    limit: 'staffWrite',
    summary: 'Put a club on sale, as its owner; the refusal lists the steps that are missing',
    answer: ok(salesSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params }) => salesShape(await publishClub(ctx, params.id)),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
