import { systemContext } from '@/lib/context';
import { events, inngest } from '@/lib/events';
import { processStripeEvent } from '@/lib/payments/process-stripe-event';
import { retrying } from './retry';

export const settlePayment = inngest.createFunction(
  { id: 'settle-payment', triggers: [events.webhookStored], retries: 10, concurrency: { limit: 10 } },
  ({ event, step, runId }) =>
    step.run('process', () =>
      retrying(() => processStripeEvent(systemContext('settle-payment', runId), event.data.webhookEventId)),
    ),
);
