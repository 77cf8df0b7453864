import { AppError, notFound } from '@/lib/core/errors';
import { listMailEndpoints, setMailEvents } from '@/lib/services/resend/resend';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import { listWebhookEndpoints, setEndpointEvents } from '@/lib/services/stripe/stripe-account';
import { readReplyRoute, setReplyRoute } from '@/lib/services/twilio/twilio-account';
import { NEEDED_MAIL_EVENTS } from '@/lib/webhooks/receive-mail-event';
import { webhookUrl } from './diagnose-webhooks';

/**
 * Adds the missing events to those that a provider sends to our endpoint.
 * @throws AppError not_found without such an endpoint, whose secret would have to be configured
 */
export async function subscribeEvents(service: 'payment' | 'email'): Promise<void> {
  switch (service) {
    case 'payment': {
      const { id, events } = endpointFor(webhookUrl('stripe'), await listWebhookEndpoints());
      return setEndpointEvents(id, [...new Set([...events, ...NEEDED_EVENTS])]);
    }
    case 'email': {
      const { id, events } = endpointFor(webhookUrl('resend'), await listMailEndpoints());
      return setMailEvents(id, [...new Set([...events, ...NEEDED_MAIL_EVENTS])]);
    }
  }
}

function endpointFor<Endpoint extends { url: string; isEnabled: boolean }>(
  wanted: string,
  endpoints: readonly Endpoint[],
): Endpoint {
  const found = endpoints.find(({ url, isEnabled }) => isEnabled && url === wanted);
  if (!found) throw notFound('webhook endpoint');
  return found;
}

/**
 * Sets our webhook as the address to which Twilio sends replies.
 * @throws AppError conflict when nobody can write to our sender, or it is not of our account
 */
export async function receiveReplies(): Promise<void> {
  const route = await readReplyRoute();
  if (route.kind === 'name' || route.kind === 'unknown_number') {
    throw new AppError('conflict', 'Twilio has no number of ours that people could write to.');
  }
  await setReplyRoute(route.kind, route.sid, webhookUrl('twilio'));
}
