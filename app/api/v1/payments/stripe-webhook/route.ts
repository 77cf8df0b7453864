import { receivedSchema } from '@/app/api/v1/_shapes/received-schema';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/core/input/request-body';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';
import { receiveStripeEvent } from '@/lib/webhooks/receive-stripe-event';

export const POST = route(
  {
    auth: 'public',
    limit: 'none',
    body: 'raw',
    summary: 'Stripe’s events, signed over the raw body',
    answer: ok(receivedSchema),
  },
  async ({ request }) => {
    const rawBody = await readText(request, WEBHOOK_MAX_BYTES);
    await receiveStripeEvent(rawBody, request.headers.get('stripe-signature') ?? '');
    return { received: true };
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ POST });
