import { z } from 'zod';
import { dueSchema, dueShape } from '@/app/api/v1/_shapes/due-shape';
import { listDues } from '@/lib/billing/list-dues';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const query = z
  .object({
    open: z
      .enum(['true', 'false'])
      .default('false')
      .transform((open) => open === 'true')
      .describe('Only what is neither paid nor waived.'),
    ...pagingQuery,
  })
  .transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'What is owed to a club and by it, oldest first',
    answer: listOf(dueSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listDues(ctx, params.id, query);
    return paged(results.map(dueShape), { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
