import { systemContext } from '@/lib/core/context';
import { removeCustomer as remove } from '@/lib/payments/remove-customer';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const removeCustomer = inngest.createFunction(
  { id: 'remove-customer', triggers: [events.customerAbandoned], retries: 10, concurrency: { limit: 2 } },
  ({ event, runId }) =>
    retrying(systemContext('remove-customer', event.data.requestId ?? runId), (ctx) =>
      remove(ctx, event.data.customerId),
    ),
);
