import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { boardItemSchema } from '@/app/api/v1/_shapes/board-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { instant, moneySchema } from '@/app/api/v1/_shapes/members';
import { openPaymentSchema, openPaymentShape } from '@/app/api/v1/_shapes/open-payment-shape';
import { reservationSchema, reservationShape } from '@/app/api/v1/_shapes/reservation-shape';
import { may } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset } from '@/lib/core/time';
import { boardItemJson } from '@/lib/desk/board-item-json';
import { BREAKABLE_RULES } from '@/lib/desk/judge-place';
import { type MoveBooking, moveBooking, moveBookingSchema } from '@/lib/desk/moves/move-booking';
import { type MoveOwn, moveOwnBooking, moveOwnSchema, previewOwnMove } from '@/lib/moves/move-own-booking';
import { getReservation } from '@/lib/reservations/reservation-details';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const { reservationId: _, courtId, startTime, durationMinutes, ...ofStaff } = moveBookingSchema.shape;
const place = { court_id: courtId, date: ofStaff.date, start_time: startTime, duration: durationMinutes };
const body = z.strictObject({
  ...place,
  revision: ofStaff.revision
    .optional()
    .describe('Staff: that of the booking as it was seen. Without it the move is its player’s own.'),
  price: ofStaff.price.describe('Staff: the club’s setting decides unless said.'),
  settle: ofStaff.settle.describe('Staff: how what the price rises by is asked for.'),
  notify: z.boolean().optional().describe('Staff: whether the customer is told, true unless said.'),
});
type Body = z.output<typeof body>;

const query = z.object({
  court_id: z.coerce.number().pipe(moveOwnSchema.shape.courtId.unwrap()).optional(),
  date: moveOwnSchema.shape.date,
  start_time: moveOwnSchema.shape.startTime,
  duration: z.coerce.number().pipe(moveOwnSchema.shape.durationMinutes.unwrap()).optional(),
});

const difference = moneySchema.describe('By how much its price rose or would rise, below 0 when it falls.');
const seenSchema = z.strictObject({
  court_id: z.int(),
  starts_at: instant,
  ends_at: instant,
  price: moneySchema,
  difference,
});

export const GET = route(
  {
    auth: 'booker',
    params: idParam,
    query,
    summary: 'What a player’s move of their own booking would do',
    answer: ok(seenSchema),
    refuses: ['conflict', 'slot_taken', 'not_bookable'],
  },
  async ({ ctx, params, query }) => {
    const { court_id, start_time, duration, date } = query;
    return seenJson(ctx, {
      reservationId: params.id,
      courtId: court_id,
      date,
      startTime: start_time,
      durationMinutes: duration,
    });
  },
);

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    body,
    preview: true,
    limit: 'byRole',
    summary:
      'Move a booking to another time or court of its club, or change how long it is: as its staff, or one’s own as long as cancelling it is free',
    answer: ok(
      z.union([
        z.strictObject({
          booking: boardItemSchema,
          difference,
          broken_rules: z.array(z.enum(BREAKABLE_RULES)),
          act: actSchema.optional(),
        }),
        z.strictObject({ reservation: reservationSchema, difference, act: actSchema }),
        z.strictObject({ reservation: reservationSchema, difference, payment: openPaymentSchema }),
        seenSchema,
      ]),
    ),
    refuses: ['conflict', 'slot_taken', 'not_bookable', 'payment_service_unavailable'],
  },
  async ({ ctx, params, body }) => {
    const { revision } = body;
    return revision === undefined
      ? moveOwn(ctx, await ownWish(ctx, params.id, body))
      : moveAsStaff(ctx, params.id, { ...body, revision });
  },
);

async function moveAsStaff(ctx: Context, reservationId: string, body: Body & { revision: number }) {
  const { court_id, start_time, duration, notify = true, ...rest } = body;
  const wanted: MoveBooking = {
    reservationId,
    courtId: court_id,
    startTime: start_time,
    durationMinutes: duration,
    notify,
    ...rest,
  };
  const { club, item, differenceMinor, brokenRules, act } = await moveBooking(ctx, wanted);
  return {
    booking: boardItemJson(club, item),
    difference: moneyJson(differenceMinor, item.currency),
    broken_rules: brokenRules,
    ...actShape(ctx, act),
  };
}

async function moveOwn(ctx: Context, wanted: MoveOwn) {
  if (ctx.preview) return seenJson(ctx, wanted);
  const moved = await moveOwnBooking(ctx, wanted);
  const reservation = await getReservation(ctx, moved.reservationId);
  const told = {
    reservation: reservationShape(reservation),
    difference: moneyJson(moved.differenceMinor, reservation.currency),
  };
  return moved.is === 'moved'
    ? { ...told, ...actShape({}, moved.act) }
    : { ...told, payment: openPaymentShape(moved.payment) };
}

async function seenJson(ctx: Context, wanted: MoveOwn) {
  const seen = await previewOwnMove(ctx, wanted);
  return {
    court_id: seen.courtId,
    starts_at: isoWithOffset(seen.startsAt, seen.timeZone),
    ends_at: isoWithOffset(seen.endsAt, seen.timeZone),
    price: moneyJson(seen.priceMinor, seen.currency),
    difference: moneyJson(seen.differenceMinor, seen.currency),
  };
}

/** @throws AppError invalid_input when staff leave out what they saw of somebody else's booking, or a player decides */
async function ownWish(ctx: Context, reservationId: string, body: Body): Promise<MoveOwn> {
  const { court_id, start_time, duration, date, price, settle, notify } = body;
  const decided = price !== undefined || settle !== undefined || notify !== undefined;
  if (decided || (await isOfOwnClub(ctx, reservationId))) throw revisionMissing();
  return moveOwnSchema.parse({
    reservationId,
    courtId: court_id,
    date,
    startTime: start_time,
    durationMinutes: duration,
  });
}

async function isOfOwnClub(ctx: Context, reservationId: string): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return false;
  const { userId, clubId } = await getReservation(ctx, reservationId);
  return userId !== actor.userId && may(actor, clubId, 'moveBookings');
}

const revisionMissing = () =>
  new AppError('invalid_input', 'Say as which revision you saw the booking.', {
    fields: { revision: ['is required of staff'] },
  });

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
