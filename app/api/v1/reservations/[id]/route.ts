import { changedBooking, changedBookingShape, seenBody } from '@/app/api/v1/_shapes/changed-booking';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { changeDetails, changeDetailsSchema } from '@/lib/desk/bookings/change-details';
import { getReservation } from '@/lib/reservations/reservation-details';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'booker',
    params: idParam,
    summary: 'One reservation, for its player or staff of its club',
    answer: ok(reservationSchema),
  },
  async ({ ctx, params }) => reservationShape(await getReservation(ctx, params.id)),
);

const { title, note, customerId, locked } = changeDetailsSchema.shape;
const body = seenBody.extend({ title, note, customer_id: customerId, locked });

export const PATCH = route(
  {
    auth: 'required',
    params: idParam,
    body,
    preview: true,
    limit: 'staffWrite',
    summary:
      'Change the given details of a booking, for staff: its title, note and customer, and whether it is locked',
    answer: changedBooking,
    refuses: ['conflict'],
  },
  async ({ ctx, params, body: { customer_id, ...rest } }) =>
    changedBookingShape(
      ctx,
      await changeDetails(ctx, { reservationId: params.id, customerId: customer_id, ...rest }),
    ),
);

export const { POST, PUT, DELETE, OPTIONS } = methodNotAllowed({ GET, PATCH });
