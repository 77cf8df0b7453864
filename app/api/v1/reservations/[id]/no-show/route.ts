import { changedBooking, changedBookingShape, seenBody } from '@/app/api/v1/_shapes/changed-booking';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { markNoShow } from '@/lib/desk/bookings/no-show';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: seenBody,
    preview: true,
    limit: 'staffWrite',
    summary: 'Note that nobody came; the court is free at once',
    answer: changedBooking,
    refuses: ['conflict', 'not_bookable'],
  },
  async ({ ctx, params, body }) =>
    changedBookingShape(ctx, await markNoShow(ctx, { id: params.id, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
