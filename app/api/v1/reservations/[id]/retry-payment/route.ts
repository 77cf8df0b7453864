import { idParam } from '@/app/api/v1/_shapes/id-param';
import { openPaymentShape } from '@/app/api/v1/_shapes/open-payment-shape';
import { startPayment } from '@/lib/payments/start-payment';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route({ auth: 'required', params: idParam }, async ({ ctx, params }) => ({
  payment: openPaymentShape(await startPayment(ctx, { reservationId: params.id })),
}));

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
