import { listOf } from '@/lib/web/answer';
import { notificationShape, notificationSchema } from '@/app/api/v1/_shapes/notification-shape';
import { listLiveEvents, listLiveEventsSchema } from '@/lib/notices/list-live-events';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    query: listLiveEventsSchema,
    summary: 'One’s messages, newest first',
    answer: listOf(notificationSchema),
  },
  async ({ ctx, query, request }) => {
    const { results, count } = await listLiveEvents(ctx, query);
    return paged(results.map(notificationShape), { ...query, count, url: request.url });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
