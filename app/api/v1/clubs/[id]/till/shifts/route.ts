import { z } from 'zod';
import { shiftSchema, shiftShape } from '@/app/api/v1/_shapes/till-shape';
import { listShifts } from '@/lib/billing/shifts/list-shifts';
import { openShift, openShiftSchema } from '@/lib/billing/shifts/open-shift';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

export const GET = route(
  {
    auth: 'required',
    params,
    query: z.object(pagingQuery).transform(readPaging),
    summary: 'The shifts of a club’s till, newest first; the desk sees its own',
    answer: listOf(shiftSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listShifts(ctx, params.id, query);
    return paged(results.map(shiftShape), { ...query, count, url: request.url });
  },
);

export const POST = route(
  {
    auth: 'required',
    params,
    body: openShiftSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Open a till with the cash that is in it',
    answer: created(shiftSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => json(shiftShape(await openShift(ctx, params.id, body)), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
