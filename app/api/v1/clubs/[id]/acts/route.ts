import { z } from 'zod';
import { shownActSchema, shownActShape } from '@/app/api/v1/_shapes/act-shape';
import { listActs } from '@/lib/desk/acts/list-acts';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const query = z.object(pagingQuery).transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'What the staff of a club did in the last days that can or could be taken back, newest first',
    answer: listOf(shownActSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { club, results, count } = await listActs(ctx, params.id, query);
    return paged(
      results.map((act) => shownActShape(club, act)),
      { ...query, count, url: request.url },
    );
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
