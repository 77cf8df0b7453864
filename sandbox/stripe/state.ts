import { groupBy } from './group-by';
import type { Delivery, WebhookSender } from './webhooks';
import type { World } from './world';

/** The state of one sandbox, oldest first, each event with its deliveries. */
export function stateOf(world: World, webhooks: WebhookSender) {
  const deliveries = groupBy(webhooks.deliveries, ({ event }) => event.id);
  return {
    now: new Date(world.clock.nowMs()).toISOString(),
    settings: world.settings,
    webhooks_paused: webhooks.paused,
    idempotency_keys: [...world.answers.keys()],
    customers: [...world.customers.values()],
    payment_methods: [...world.paymentMethods.values()],
    payment_intents: [...world.intents.values()],
    setup_intents: [...world.setupIntents.values()],
    charges: [...world.charges.values()],
    refunds: [...world.refunds.values()],
    disputes: [...world.disputes.values()],
    events: [...world.events.values()].map((event) => ({
      ...event,
      deliveries: (deliveries.get(event.id) ?? []).map(deliveryState),
    })),
  };
}

const deliveryState = ({ endpoint, state, attempts }: Delivery) => ({ url: endpoint.url, state, attempts });

/**
 * The money alone, in minor units: for each intent what arrived, what was refunded and what is pending, with every
 * refund and dispute.
 */
export function ledgerOf(world: World) {
  const refunds = groupBy(world.refunds.values(), (refund) => refund.payment_intent);
  const sum = (intent: string, status: string) =>
    (refunds.get(intent) ?? [])
      .filter((refund) => refund.status === status)
      .reduce((total, refund) => total + refund.amount, 0);
  return {
    payment_intents: [...world.intents.values()].map((intent) => ({
      id: intent.id,
      status: intent.status,
      currency: intent.currency,
      amount: intent.amount,
      amount_received: intent.amount_received,
      amount_refunded: sum(intent.id, 'succeeded'),
      amount_refund_pending: sum(intent.id, 'pending'),
      metadata: intent.metadata,
    })),
    refunds: [...world.refunds.values()].map(({ id, payment_intent, amount, currency, status }) => ({
      id,
      payment_intent,
      amount,
      currency,
      status,
    })),
    disputes: [...world.disputes.values()].map(({ id, payment_intent, amount, status }) => ({
      id,
      payment_intent,
      amount,
      status,
    })),
  };
}
