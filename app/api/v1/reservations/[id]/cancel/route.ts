import { idParam } from '@/app/api/v1/_shapes/id-param';
import { route } from '@/lib/http';
import { moneyJson } from '@/lib/money';
import { otherMethods } from '@/lib/other-methods';
import {
  type Cancellation,
  cancelReservation,
  cancelReservationSchema,
  previewCancellation,
} from '@/lib/reservations/cancel-reservation';

const body = cancelReservationSchema.omit({ reservationId: true });
const refundShape = ({ refundMinor, currency, rule }: Cancellation) => ({
  ...moneyJson(refundMinor, currency),
  rule,
});

export const GET = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => ({
  refund: refundShape(await previewCancellation(ctx, { reservationId: params.id })),
}));

export const POST = route({ auth: 'required', params: idParam, body }, async ({ ctx, params, body }) => ({
  status: 'cancelled',
  refund: refundShape(await cancelReservation(ctx, { reservationId: params.id, ...body })),
}));

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
