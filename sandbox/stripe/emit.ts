import { API_VERSION, type StripeEvent, type WebhookEndpoint } from './objects';
import { type Act, newId } from './world';

/** The event types the sandbox makes. */
export type EventType =
  | 'charge.captured'
  | 'charge.dispute.closed'
  | 'charge.dispute.created'
  | 'charge.dispute.funds_reinstated'
  | 'charge.dispute.funds_withdrawn'
  | 'charge.dispute.updated'
  | 'charge.failed'
  | 'charge.pending'
  | 'charge.refund.updated'
  | 'charge.refunded'
  | 'charge.succeeded'
  | 'customer.created'
  | 'customer.deleted'
  | 'customer.updated'
  | 'payment_intent.amount_capturable_updated'
  | 'payment_intent.canceled'
  | 'payment_intent.created'
  | 'payment_intent.payment_failed'
  | 'payment_intent.processing'
  | 'payment_intent.requires_action'
  | 'payment_intent.succeeded'
  | 'payment_method.attached'
  | 'payment_method.detached'
  | 'refund.created'
  | 'refund.failed'
  | 'refund.updated'
  | 'setup_intent.canceled'
  | 'setup_intent.created'
  | 'setup_intent.requires_action'
  | 'setup_intent.setup_failed'
  | 'setup_intent.succeeded';

/** Stores an event with the object as it is now and gives it to the webhook sender. */
export function emit({ world, cause }: Act, type: EventType, object: object, previous?: object): StripeEvent {
  const event: StripeEvent = {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: world.clock.nowSeconds(),
    data: structuredClone(previous === undefined ? { object } : { object, previous_attributes: previous }),
    livemode: false,
    pending_webhooks: [...world.endpoints.values()].filter((endpoint) => listensTo(endpoint, type)).length,
    request: cause,
    type,
  };
  world.events.set(event.id, event);
  world.send(event);
  return event;
}

export const listensTo = (endpoint: WebhookEndpoint, type: string) =>
  endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(type);
