import { z } from 'zod';
import { startQuotedPayment } from '@/lib/payments/start-quoted-payment';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const body = z.strictObject({
  amount: z.union([z.string().max(20), z.number()]).optional(),
  currency: z.string().length(3).optional(),
  metadata: z.strictObject({ reservation_id: z.uuid() }),
});

export const POST = route(
  {
    auth: 'booker',
    body,
    summary: 'Open the payment of a held reservation; a price of one’s own is refused',
    answer: ok(
      z
        .strictObject({
          id: z.string(),
          client_secret: z.string(),
          amount: z.int().describe('Minor units, as Stripe has it.'),
          currency: z.string().describe('Lower case, as Stripe has it.'),
          status: z.string(),
        })
        .describe('Mirrors a Stripe PaymentIntent.'),
    ),
    refuses: ['not_found', 'amount_mismatch', 'conflict', 'not_bookable', 'payment_service_unavailable'],
  },
  async ({ ctx, body }) => {
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
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
