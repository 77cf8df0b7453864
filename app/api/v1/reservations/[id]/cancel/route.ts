import { z } from 'zod';
import { idParam } from '@/app/api/v1/_shapes/id-param';
import {
  cancelReservation,
  cancelReservationSchema,
  overrideSchema,
} from '@/lib/cancellations/cancel-reservation';
import { previewCancellation } from '@/lib/cancellations/preview-cancellation';
import { refundJson } from '@/lib/reservations/cancellation';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const query = z.object({ override: overrideSchema.optional() });
const body = cancelReservationSchema.omit({ reservationId: true });

export const GET = route({ auth: 'required', params: idParam, query }, async ({ ctx, params, query }) => ({
  refund: refundJson(await previewCancellation(ctx, { reservationId: params.id, ...query })),
}));

export const POST = route({ auth: 'required', params: idParam, body }, async ({ ctx, params, body }) => ({
  status: 'cancelled',
  refund: refundJson(await cancelReservation(ctx, { reservationId: params.id, ...body })),
}));

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
