import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { currency, decimal, moneySchema } from '@/app/api/v1/_shapes/members';
import type { Context } from '@/lib/core/context';
import { moneyJson } from '@/lib/core/money';
import {
  type CancelledBookings,
  cancelBookings,
  cancelBookingsSchema,
} from '@/lib/desk/bookings/cancel-bookings';
import { CANCELLATION_RULES, refundJson } from '@/lib/reservations/cancellation';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const refund = z.strictObject({ amount: decimal, currency, rule: z.enum(CANCELLATION_RULES) });

export const POST = route(
  {
    auth: 'required',
    params,
    body: cancelBookingsSchema,
    preview: true,
    limit: 'staffWrite',
    summary: 'Cancel confirmed bookings of a club as one act, for its staff',
    answer: ok(
      z.strictObject({
        bookings: z.array(
          z.strictObject({
            id: z.uuid(),
            refund: refund.nullable().describe('Null when it stays: over, cancelled before or only held.'),
          }),
        ),
        refunded: moneySchema,
        act: actSchema.optional(),
      }),
    ),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => cancelledShape(ctx, await cancelBookings(ctx, params.id, body)),
);

const cancelledShape = (ctx: Context, { club, rows, refundMinor, act }: CancelledBookings) => ({
  bookings: rows.map(({ id, cancellation }) => ({ id, refund: cancellation && refundJson(cancellation) })),
  refunded: moneyJson(refundMinor, club.currency),
  ...(act && actShape(ctx, act)),
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
