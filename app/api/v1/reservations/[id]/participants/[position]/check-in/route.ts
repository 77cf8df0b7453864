import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { plainInteger } from '@/lib/core/input/plain-number';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { checkInPlayer, playerSeatSchema, undoCheckInPlayer } from '@/lib/desk/bookings/check-in-player';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.uuid(), position: plainInteger(0, 1_000) });
const name = playerSeatSchema.shape.name.describe('Whom the caller saw there. Another name answers 404.');
const changed = ok(z.strictObject({ booking: boardItemSchema }));

export const POST = route(
  {
    auth: 'required',
    params,
    body: z.strictObject({ name }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Check one player of a booking in, by their seat',
    answer: changed,
    refuses: ['conflict', 'not_bookable'],
  },
  async ({ ctx, params: { id: reservationId, position }, body }) => {
    const { club, item } = await checkInPlayer(ctx, { reservationId, position, ...body });
    return { booking: boardItemJson(club, item) };
  },
);

export const DELETE = route(
  {
    auth: 'required',
    params,
    query: z.object({ name }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Take the check-in of one player back',
    answer: changed,
    refuses: ['conflict'],
  },
  async ({ ctx, params: { id: reservationId, position }, query }) => {
    const { club, item } = await undoCheckInPlayer(ctx, { reservationId, position, ...query });
    return { booking: boardItemJson(club, item) };
  },
);

export const { GET, PUT, PATCH, OPTIONS } = methodNotAllowed({ POST, DELETE });
