import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { plainId } from '@/lib/core/input/plain-number';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { shiftCourt, shiftCourtSchema, stayingJson } from '@/lib/desk/moves/shift-court';
import { STAY_REASONS } from '@/lib/desk/moves/split-evening';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: plainId });
const body = shiftCourtSchema.omit({ courtId: true });

export const POST = route(
  {
    auth: 'required',
    params,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Let the bookings of a court begin later from a time of a day on, as the staff of its club',
    answer: ok(
      z.strictObject({
        bookings: z.array(boardItemSchema),
        unfit: z
          .array(
            boardItemSchema.extend({
              stays_because: z
                .enum(STAY_REASONS)
                .describe('`closed`: it would end after closing. `blocked`: it would run into what stays.'),
            }),
          )
          .describe('Those that stay.'),
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict', 'slot_taken'],
  },
  async ({ ctx, params, body }) => {
    const { club, items, unfit, act } = await shiftCourt(ctx, { courtId: params.id, ...body });
    return {
      bookings: items.map((item) => boardItemJson(club, item)),
      unfit: unfit.map((one) => stayingJson(club, one)),
      ...actShape(ctx, act),
    };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
