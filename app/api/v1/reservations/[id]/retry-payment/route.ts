import { idParam } from '@/app/api/v1/_shapes/id-param';
import { openPaymentShape, paymentStartSchema } from '@/app/api/v1/_shapes/open-payment-shape';
import { startPayment } from '@/lib/payments/start-payment';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'booker',
    params: idParam,
    summary: 'Open the payment again, after a refusal or an outage',
    answer: ok(paymentStartSchema),
    refuses: ['conflict', 'not_bookable', 'payment_service_unavailable'],
  },
  async ({ ctx, params }) => ({
    payment: openPaymentShape(await startPayment(ctx, { reservationId: params.id })),
  }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
