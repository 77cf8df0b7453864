import { z } from 'zod';
import {
  messageSchema,
  messageShape,
  sentMessageSchema,
  sentMessageShape,
} from '@/app/api/v1/_shapes/message-shape';
import { sendMessage, sendMessageSchema } from '@/lib/desk/messages/send-message';
import { listMessages, messageFilters } from '@/lib/notices/messages/list-messages';
import { listOf, ok } from '@/lib/web/answer';
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

const { text, reservationIds: reservation_ids, customerIds: customer_ids, only } = sendMessageSchema.shape;
const body = z.strictObject({ text, reservation_ids, customer_ids, only });

export const POST = route(
  {
    auth: 'required',
    params,
    body,
    preview: true,
    limit: 'staffWrite',
    summary:
      'Write to the takers of some bookings or to some people, by mail, else by text message; the same words go once a day',
    answer: ok(sentMessageSchema),
  },
  async ({ ctx, params, body: { reservation_ids: reservationIds, customer_ids: customerIds, ...rest } }) =>
    sentMessageShape(await sendMessage(ctx, params.id, { reservationIds, customerIds, ...rest })),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
