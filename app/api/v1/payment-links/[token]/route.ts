import { z } from 'zod';
import { openPaymentShape, paymentStartSchema } from '@/app/api/v1/_shapes/open-payment-shape';
import { openPaymentLink, paymentLinkSchema } from '@/lib/billing/open-payment-link';
import { assertSameOrigin } from '@/lib/core/origin';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

export const POST = route(
  {
    auth: 'public',
    params: z.object(paymentLinkSchema.shape),
    summary: 'Make or find the payment of a payment link, on a page of Pista',
    answer: ok(paymentStartSchema),
    refuses: ['forbidden', 'conflict', 'not_bookable', 'payment_service_unavailable'],
  },
  async ({ ctx, params, request }) => {
    assertSameOrigin(request.headers);
    return { payment: openPaymentShape(await openPaymentLink(ctx, params)) };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
