import { z } from 'zod';
import { messageSchema, messageShape } from '@/app/api/v1/_shapes/message-shape';
import { listMessages, messageFilters } from '@/lib/notices/messages/list-messages';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const query = z.object({ ...messageFilters, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'What a club’s customers and players were told, and whom to call, for its staff',
    answer: listOf(messageSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { results, count } = await listMessages(ctx, params.id, query);
    return paged(results.map(messageShape), { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
