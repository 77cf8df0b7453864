import { systemContext } from '@/lib/core/context';
import { events, inngest } from '@/lib/services/inngest/events';
import { processStripeEvent as process } from '@/lib/webhooks/process-stripe-event';
import { onePer } from './one-per';
import { retrying } from './retry';

export const processStripeEvent = inngest.createFunction(
  {
    id: 'process-stripe-event',
    triggers: [events.webhookStored],
    retries: 10,
    concurrency: { limit: 10 },
    singleton: onePer('webhookEventId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('process-stripe-event', event.data.requestId ?? runId), (ctx) =>
      process(ctx, event.data.webhookEventId),
    ),
);
