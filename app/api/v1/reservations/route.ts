import { z } from 'zod';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { bookCourt } from '@/lib/payments/book-court';
import { holdSlotSchema } from '@/lib/reservations/hold-slot';
import {
  getReservation,
  listReservations,
  listReservationsSchema,
} from '@/lib/reservations/reservation-details';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const { courtId, date, startTime, durationMinutes, participants, extras, guest } = holdSlotSchema.shape;
const body = z.strictObject({
  court_id: courtId,
  date,
  start_time: startTime,
  duration: durationMinutes,
  participants,
  extras,
  guest,
});

export const POST = route(
  {
    auth: 'booker',
    body,
    summary:
      'Hold a court and open its payment. A visitor says then who books (`PATCH …/guest`) and opens the payment after it.',
    answer: created(reservationSchema),
    refuses: ['not_found', 'slot_taken', 'not_bookable', 'payment_service_unavailable'],
  },
  async ({ ctx, body }) => {
    const { court_id, start_time, duration, ...rest } = body;
    const { reservationId } = await bookCourt(ctx, {
      courtId: court_id,
      startTime: start_time,
      durationMinutes: duration,
      ...rest,
    });
    return json(reservationShape(await getReservation(ctx, reservationId)), 201);
  },
);

const { when } = listReservationsSchema.shape;
const query = z.object({ when, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'required',
    query,
    summary: 'One’s own reservations, to come or past',
    answer: listOf(reservationSchema),
  },
  async ({ ctx, query, request }) => {
    const { results, count } = await listReservations(ctx, query);
    return paged(results.map(reservationShape), { ...query, count, url: request.url });
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
