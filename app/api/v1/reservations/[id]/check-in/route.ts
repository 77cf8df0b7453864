import { z } from 'zod';
import { changedBooking, changedBookingShape, seenBody } from '@/app/api/v1/_shapes/changed-booking';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { plainInteger } from '@/lib/core/input/plain-number';
import { checkIn, undoCheckIn } from '@/lib/desk/bookings/check-in';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: seenBody,
    preview: true,
    limit: 'staffWrite',
    summary: 'Check the players of a booking in',
    answer: changedBooking,
    refuses: ['conflict', 'not_bookable'],
  },
  async ({ ctx, params, body }) => changedBookingShape(ctx, await checkIn(ctx, { id: params.id, ...body })),
);

const query = z.object({ revision: plainInteger(0, Number.MAX_SAFE_INTEGER) });

export const DELETE = route(
  {
    auth: 'required',
    params: idParam,
    query,
    preview: true,
    limit: 'staffWrite',
    summary: 'Take a check-in back',
    answer: changedBooking,
    refuses: ['conflict'],
  },
  async ({ ctx, params, query }) =>
    changedBookingShape(ctx, await undoCheckIn(ctx, { id: params.id, ...query })),
);

export const { GET, PUT, PATCH, OPTIONS } = methodNotAllowed({ POST, DELETE });
