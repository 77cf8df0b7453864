import { route } from '@/lib/http';
import { otherMethods } from '@/lib/other-methods';
import { receiveStripeEvent } from '@/lib/payments/receive-stripe-event';
import { readText, WEBHOOK_MAX_BYTES } from '@/lib/request-body';

export const POST = route({ auth: 'public', limit: 'none', body: 'raw' }, async ({ request }) => {
  const rawBody = await readText(request, WEBHOOK_MAX_BYTES);
  await receiveStripeEvent(rawBody, request.headers.get('stripe-signature') ?? '');
  return { received: true };
});

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
