import { z } from 'zod';
import { startQuotedPayment } from '@/lib/payments/start-quoted-payment';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const body = z.strictObject({
  amount: z.union([z.string().max(20), z.number()]).optional(),
  currency: z.string().length(3).optional(),
  metadata: z.strictObject({ reservation_id: z.uuid() }),
});

export const POST = route({ auth: 'required', body }, async ({ ctx, body }) => {
  const payment = await startQuotedPayment(ctx, {
    reservationId: body.metadata.reservation_id,
    amount: body.amount,
    currency: body.currency,
  });
  return {
    id: payment.paymentIntentId,
    client_secret: payment.clientSecret,
    amount: payment.amountMinor,
    currency: payment.currency.toLowerCase(),
    status: payment.status,
  };
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
