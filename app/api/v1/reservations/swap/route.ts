import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { swapBookings, swapBookingsSchema } from '@/lib/desk/moves/swap-bookings';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'required',
    body: swapBookingsSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Let two bookings of a club exchange their courts and starts, as its staff',
    answer: ok(z.strictObject({ bookings: z.array(boardItemSchema), act: actSchema.optional() })),
    refuses: ['not_found', 'conflict', 'slot_taken', 'not_bookable'],
  },
  async ({ ctx, body }) => {
    const { club, items, act } = await swapBookings(ctx, body);
    return { bookings: items.map((item) => boardItemJson(club, item)), ...actShape(ctx, act) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
