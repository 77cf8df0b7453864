import { systemContext } from '@/lib/core/context';
import { events, inngest } from '@/lib/services/inngest/events';
import { processStripeEvent } from '@/lib/webhooks/process-stripe-event';
import { onePer } from './one-per';
import { retrying } from './retry';

export const settlePayment = inngest.createFunction(
  {
    id: 'settle-payment',
    triggers: [events.webhookStored],
    retries: 10,
    concurrency: { limit: 10 },
    singleton: onePer('webhookEventId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('settle-payment', event.data.requestId ?? runId), (ctx) =>
      processStripeEvent(ctx, event.data.webhookEventId),
    ),
);
