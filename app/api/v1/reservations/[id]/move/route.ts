import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { moneyJson } from '@/lib/core/money';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { BREAKABLE_RULES } from '@/lib/desk/judge-place';
import { moveBooking, moveBookingSchema } from '@/lib/desk/moves/move-booking';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { reservationId: _, courtId, startTime, durationMinutes, ...same } = moveBookingSchema.shape;
const body = z.strictObject({ court_id: courtId, start_time: startTime, duration: durationMinutes, ...same });

export const POST = route(
  {
    auth: 'required',
    params: idParam,
    body,
    preview: true,
    limit: 'staffWrite',
    summary: 'Move a booking to another time or court of its club, or change how long it is, as its staff',
    answer: ok(
      z.strictObject({
        booking: boardItemSchema,
        difference: moneySchema.describe('By how much its price rose, below 0 when it fell.'),
        broken_rules: z.array(z.enum(BREAKABLE_RULES)),
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict', 'slot_taken', 'not_bookable'],
  },
  async ({ ctx, params, body }) => {
    const { court_id, start_time, duration, ...rest } = body;
    const { club, item, differenceMinor, brokenRules, act } = await moveBooking(ctx, {
      reservationId: params.id,
      courtId: court_id,
      startTime: start_time,
      durationMinutes: duration,
      ...rest,
    });
    return {
      booking: boardItemJson(club, item),
      difference: moneyJson(differenceMinor, item.currency),
      broken_rules: brokenRules,
      ...actShape(ctx, act),
    };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
