import { notificationShape } from '@/app/api/v1/_shapes/notification-shape';
import { listMessages, listMessagesSchema } from '@/lib/notices/list-messages';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

export const GET = route({ auth: 'required', query: listMessagesSchema }, async ({ ctx, query, request }) => {
  const { results, count } = await listMessages(ctx, query);
  return paged(results.map(notificationShape), { ...query, count, url: request.url });
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
