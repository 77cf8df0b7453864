import { systemContext } from '@/lib/core/context';
import { processRefund as process } from '@/lib/refunds/process-refund';
import { events, inngest } from '@/lib/services/inngest/events';
import { onePer } from './one-per';
import { retrying } from './retry';

export const processRefund = inngest.createFunction(
  {
    id: 'process-refund',
    triggers: [events.refundRequested],
    retries: 10,
    concurrency: { limit: 5 },
    singleton: onePer('refundId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('process-refund', event.data.requestId ?? runId), (ctx) =>
      process(ctx, event.data.refundId),
    ),
);
