import { systemContext } from '@/lib/context';
import { events, inngest } from '@/lib/events';
import { processStripeEvent } from '@/lib/payments/process-stripe-event';
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
