import { crashPoint } from '@/lib/core/crash-point';
import { storeWebhookEvent } from '@/lib/records/store-webhook-event';
import { nudge, nudgeWebhook } from '@/lib/services/inngest/jobs';
import { parseStripeWebhook } from '@/lib/services/stripe/stripe-webhook';

/**
 * Verifies a Stripe webhook over its raw body and stores it for the job. A repeat is accepted and changes nothing.
 * @throws AppError invalid_input for a bad or stale signature
 */
export async function receiveStripeEvent(rawBody: string, signature: string): Promise<void> {
  const event = parseStripeWebhook(rawBody, signature);
  const { id: eventId, type, livemode } = event;
  // Events of customers hold personal data, and we use none of them.
  const { objectId, payload } = type.startsWith('customer.') ? { objectId: null, payload: {} } : event;
  const stored = await storeWebhookEvent({ provider: 'stripe', eventId, type, objectId, livemode, payload });
  crashPoint('webhook_stored');
  if (stored !== null) nudge([nudgeWebhook(stored, 0)]);
}
