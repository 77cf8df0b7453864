import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { readShiftId } from '@/app/api/v1/_shapes/till-shape';
import { waySchema } from '@/lib/billing/enter-money';
import type { Context } from '@/lib/core/context';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { bookAtDesk, type DeskBooking } from '@/lib/desk/bookings/book-at-desk';
import { bookingFilters } from '@/lib/desk/bookings/bookings-where';
import { listBookings } from '@/lib/desk/bookings/list-bookings';
import { bookAtDeskSchema } from '@/lib/desk/bookings/read-wish';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

const { courtId, ...filters } = bookingFilters;
const query = z
  .object({ court_id: courtId, ...filters, ...pagingQuery })
  .transform(({ court_id, ...rest }) => ({ courtId: court_id, ...readPaging(rest) }));

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'A club’s bookings by start, today and after unless said, for its staff',
    answer: listOf(boardItemSchema),
  },
  async ({ ctx, params, query, request }) => {
    const { club, results, count } = await listBookings(ctx, params.id, query);
    const items = results.map((item) => boardItemJson(club, item));
    return paged(items, { ...query, count, url: request.url });
  },
);

const { courtIds, startTime, durationMinutes, customerId, settle: _, ...same } = bookAtDeskSchema.shape;
const { shiftId: shift_id, ...way } = waySchema.shape;
const settle = z.union([
  z.enum(['due', 'link']).describe('Owed until it is paid. A link for it is sent when asked.'),
  z.strictObject({ ...way, shift_id }).transform(readShiftId),
]);
const body = z.strictObject({
  court_ids: courtIds,
  start_time: startTime,
  duration: durationMinutes,
  customer_id: customerId,
  settle: settle.optional(),
  ...same,
});

export const POST = route(
  {
    auth: 'required',
    params,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Book courts at the desk, for somebody or for the club itself: all of them or none',
    answer: created(z.strictObject({ bookings: z.array(boardItemSchema), act: actSchema.optional() })),
    refuses: ['slot_taken', 'conflict', 'not_bookable'],
  },
  async ({ ctx, params, body }) => {
    const { court_ids, start_time, duration, customer_id, ...rest } = body;
    const booked = await bookAtDesk(ctx, params.id, {
      courtIds: court_ids,
      startTime: start_time,
      durationMinutes: duration,
      customerId: customer_id,
      ...rest,
    });
    return json(bookingShape(ctx, booked), 201);
  },
);

const bookingShape = (ctx: Context, { club, items, act }: DeskBooking) => ({
  bookings: items.map((item) => boardItemJson(club, item)),
  ...actShape(ctx, act),
});

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
