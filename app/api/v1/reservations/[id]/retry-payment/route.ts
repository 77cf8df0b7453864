import { idParam } from '@/app/api/v1/_shapes/id-param';
import { openPaymentShape } from '@/app/api/v1/_shapes/open-payment-shape';
import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';
import { startPayment } from '@/lib/payments/start-payment';

export const POST = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => ({
  payment: openPaymentShape(await startPayment(ctx, { reservationId: params.id })),
}));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
