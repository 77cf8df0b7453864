import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { restoreBooking, restoreBookingSchema } from '@/lib/desk/bookings/restore-booking';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body: restoreBookingSchema.omit({ id: true }),
    preview: true,
    limit: 'staffWrite',
    summary: 'Let a cancelled booking stand again, if its court is free and no card got its money back',
    answer: ok(z.strictObject({ booking: boardItemSchema })),
    refuses: ['conflict', 'slot_taken'],
  },
  async ({ ctx, params, body }) => {
    const { club, item } = await restoreBooking(ctx, { id: params.id, ...body });
    return { booking: boardItemJson(club, item) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
