import { z } from 'zod';
import { notificationSchema, notificationShape } from '@/app/api/v1/_shapes/notification-shape';
import { listLiveEvents, listLiveEventsSchema } from '@/lib/notices/list-live-events';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const { unread, after } = listLiveEventsSchema.shape;
const query = z.object({ unread, after, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    query,
    summary: 'One’s messages, newest first, or those after one, oldest first',
    answer: listOf(notificationSchema),
  },
  async ({ ctx, query, request }) => {
    const { results, count } = await listLiveEvents(ctx, query);
    return paged(results.map(notificationShape), { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
