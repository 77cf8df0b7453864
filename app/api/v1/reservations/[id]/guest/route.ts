import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { giveGuest, giveGuestSchema } from '@/lib/reservations/visitors/give-guest';
import { getReservation } from '@/lib/reservations/reservation-details';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { name, email } = giveGuestSchema.shape;

export const PATCH = route(
  {
    auth: 'booker',
    params: idParam,
    body: z.strictObject({ name, email }),
    summary: 'Say who books a court that is held without an account, in the browser that holds it',
    answer: ok(reservationSchema),
    refuses: ['not_found', 'conflict', 'not_bookable'],
  },
  async ({ ctx, params, body }) => {
    await giveGuest(ctx, { reservationId: params.id, ...body });
    return reservationShape(await getReservation(ctx, params.id));
  },
);

export const { GET, POST, PUT, DELETE, OPTIONS } = methodNotAllowed({ PATCH });
