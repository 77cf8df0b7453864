import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { plainInteger } from '@/lib/core/input/plain-number';
import {
  addCompanion,
  addPlayer,
  addPlayerSchema,
  removePlayer,
  removePlayerSchema,
} from '@/lib/reservations/change-players';
import { getReservation } from '@/lib/reservations/reservation-details';
import { created, ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { json, route } from '@/lib/web/route';

const { name, email } = addPlayerSchema.shape;
const body = z
  .strictObject({
    user_id: z.uuid().optional().describe('Somebody who has played with the booker, without name and mail.'),
    name: name.optional(),
    email,
  })
  .transform(({ user_id: userId, name, email }, seen) => {
    if (userId !== undefined && name === undefined && email === undefined) return { userId };
    if (userId === undefined && name !== undefined) return { name, email };
    seen.addIssue({ code: 'custom', path: ['name'], message: 'is required, or user_id alone' });
    return z.NEVER;
  });

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    limit: 'byRole',
    body,
    summary: 'Add a player, for who booked or staff of the club',
    answer: created(reservationSchema),
  },
  async ({ ctx, params: { id: reservationId }, body }) => {
    await (body.userId === undefined
      ? addPlayer(ctx, { reservationId, ...body })
      : addCompanion(ctx, { reservationId, ...body }));
    return json(reservationShape(await getReservation(ctx, reservationId)), 201);
  },
);

const query = z.object({
  position: plainInteger(0, 1_000),
  name: removePlayerSchema.shape.name.describe('Whom the caller saw there. Another name answers 404.'),
});

export const DELETE = route(
  {
    auth: 'booker',
    params: idParam,
    limit: 'byRole',
    query,
    summary: 'Take a player off the list by their seat',
    answer: ok(reservationSchema),
    refuses: ['conflict'],
  },
  async ({ ctx, params: { id: reservationId }, query }) => {
    await removePlayer(ctx, { reservationId, ...query });
    return reservationShape(await getReservation(ctx, reservationId));
  },
);

export const { GET, PUT, PATCH, OPTIONS } = methodNotAllowed({ POST, DELETE });
