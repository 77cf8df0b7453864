import { systemContext } from '@/lib/core/context';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { events, inngest } from '@/lib/services/inngest/events';
import { onePer } from './one-per';
import { retrying } from './retry';

export const cancelIntent = inngest.createFunction(
  {
    id: 'cancel-intent',
    triggers: [events.intentAbandoned],
    retries: 10,
    concurrency: { limit: 5 },
    singleton: onePer('paymentId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('cancel-intent', event.data.requestId ?? runId), (ctx) =>
      cancelAbandonedIntent(ctx, event.data.paymentId),
    ),
);
