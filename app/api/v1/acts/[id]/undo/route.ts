import { z } from 'zod';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    preview: true,
    limit: 'byRole',
    summary:
      'Take back what staff did, or a player’s own move, while it can be undone: whole, and nobody hears of it',
    answer: ok(
      z.strictObject({
        undone: z.literal(true),
        bookings: z.array(boardItemSchema).describe('For staff; a player reads the reservation.'),
      }),
    ),
    refuses: ['conflict', 'slot_taken'],
  },
  async ({ ctx, params }) => {
    const { club, items } = await undoAct(ctx, params.id);
    return { undone: true, bookings: items.map((item) => boardItemJson(club, item)) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
