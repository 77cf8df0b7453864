import { z } from 'zod';
import { breakdownShape } from '@/app/api/v1/_shapes/court-shape';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { alternativeSchema, priceLineSchema } from '@/app/api/v1/_shapes/slot-schema';
import { slotJson } from '@/lib/availability/slot-json';
import { moneyJson } from '@/lib/core/money';
import { BREAKABLE_RULES } from '@/lib/desk/judge-place';
import { type Quote, quote, quoteSchema } from '@/lib/desk/quote';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { courtId, date, startTime, durationMinutes, customerId, reservationId } = quoteSchema.shape;
const body = z.strictObject({
  court_id: courtId,
  date,
  start_time: startTime,
  duration: durationMinutes,
  customer_id: customerId,
  reservation_id: reservationId.describe('A booking that would move there.'),
});

export const POST = route(
  {
    auth: 'required',
    scope: 'read',
    params,
    body,
    limit: 'read',
    summary: 'What a place on the board costs and which rules it breaks, for the staff of the club',
    answer: ok(
      z.strictObject({
        ok: z.boolean().describe('False only when the place is taken or has no price.'),
        price: moneySchema.nullable(),
        difference: moneySchema.optional().describe('By how much the price of the booking would rise.'),
        price_breakdown: z.array(priceLineSchema),
        broken_rules: z.array(z.enum(BREAKABLE_RULES)),
        taken_by: z.strictObject({ id: z.uuid() }).optional(),
        alternatives: z.array(alternativeSchema),
      }),
    ),
    refuses: ['not_found', 'not_bookable'],
  },
  async ({ ctx, params, body }) => {
    const { court_id, start_time, duration, customer_id, reservation_id, date } = body;
    const wish = {
      courtId: court_id,
      date,
      startTime: start_time,
      durationMinutes: duration,
      customerId: customer_id,
      reservationId: reservation_id,
    };
    return quoteShape(await quote(ctx, params.id, wish));
  },
);

function quoteShape({
  club,
  ok,
  priceMinor,
  differenceMinor,
  lines,
  brokenRules,
  takenBy,
  alternatives,
}: Quote) {
  return {
    ok,
    price: priceMinor === null ? null : moneyJson(priceMinor, club.currency),
    ...(differenceMinor !== null && { difference: moneyJson(differenceMinor, club.currency) }),
    price_breakdown: breakdownShape(lines, club.currency),
    broken_rules: brokenRules,
    ...(takenBy && { taken_by: { id: takenBy } }),
    alternatives: alternatives.map((place) => ({
      court_id: place.courtId,
      court: place.courtName,
      ...slotJson(club, place),
    })),
  };
}

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
