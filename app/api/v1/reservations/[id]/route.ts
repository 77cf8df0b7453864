import { idParam } from '@/app/api/v1/_shapes/id-param';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { getReservation } from '@/lib/reservations/reservation-details';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'required',
    params: idParam,
    summary: 'One reservation, for its player or staff of its club',
    answer: ok(reservationSchema),
  },
  async ({ ctx, params }) => reservationShape(await getReservation(ctx, params.id)),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
