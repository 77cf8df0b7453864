import { z } from 'zod';
import { failedRefundSchema, failedRefundShape } from '@/app/api/v1/_shapes/refund-shape';
import { listFailedRefunds } from '@/lib/billing/list-failed-refunds';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    params: z.object({ id: z.string().max(100) }),
    query: z.object(pagingQuery).transform(readPaging),
    summary: 'Refunds of a club that failed and whose money is still to be given back, newest first',
    answer: listOf(failedRefundSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listFailedRefunds(ctx, params.id, query);
    return paged(results.map(failedRefundShape), { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
