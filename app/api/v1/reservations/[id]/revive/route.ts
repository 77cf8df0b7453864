import { changedBooking, changedBookingShape, seenBody } from '@/app/api/v1/_shapes/changed-booking';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { revive } from '@/lib/desk/bookings/no-show';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: seenBody,
    preview: true,
    limit: 'staffWrite',
    summary: 'Take a no-show back, if nobody has the court by now',
    answer: changedBooking,
    refuses: ['conflict', 'slot_taken'],
  },
  async ({ ctx, params, body }) => changedBookingShape(ctx, await revive(ctx, { id: params.id, ...body })),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
