import { z } from 'zod';
import { actSchema, actShape } from '@/app/api/v1/_shapes/act-shape';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import { currency, decimal } from '@/app/api/v1/_shapes/members';
import {
  cancelReservation,
  cancelReservationSchema,
  overrideSchema,
} from '@/lib/cancellations/cancel-reservation';
import { previewCancellation } from '@/lib/cancellations/preview-cancellation';
import { CANCELLATION_RULES, refundJson } from '@/lib/reservations/cancellation';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const refund = z.strictObject({ amount: decimal, currency, rule: z.enum(CANCELLATION_RULES) });

const query = z.object({ override: overrideSchema.optional() });
const body = cancelReservationSchema.omit({ reservationId: true });

export const GET = route(
  {
    auth: 'booker',
    params: idParam,
    query,
    summary: 'What cancelling now would give back',
    answer: ok(z.strictObject({ refund })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, query }) => ({
    refund: refundJson(await previewCancellation(ctx, { reservationId: params.id, ...query })),
  }),
);

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    limit: 'byRole',
    body,
    preview: true,
    summary: 'Cancel, and refund what the policy grants, or what staff of the club decide instead',
    answer: ok(z.strictObject({ status: z.literal('cancelled'), refund, act: actSchema.optional() })),
    refuses: ['conflict'],
  },
  async ({ ctx, params, body }) => {
    const cancelled = await cancelReservation(ctx, { reservationId: params.id, ...body });
    return {
      status: 'cancelled',
      refund: refundJson(cancelled),
      ...(cancelled.act && actShape(ctx, cancelled.act)),
    };
  },
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
