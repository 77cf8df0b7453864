import { systemContext } from '@/lib/core/context';
import { processRefund } from '@/lib/refunds/process-refund';
import { events, inngest } from '@/lib/services/inngest/events';
import { onePer } from './one-per';
import { retrying } from './retry';

/** Refunds of a closed club, apart from urgent ones. */
export const processBulkRefund = inngest.createFunction(
  {
    id: 'process-bulk-refund',
    triggers: [events.refundInBulk],
    retries: 10,
    concurrency: { limit: 2 },
    singleton: onePer('refundId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('process-bulk-refund', event.data.requestId ?? runId), (ctx) =>
      processRefund(ctx, event.data.refundId),
    ),
);
