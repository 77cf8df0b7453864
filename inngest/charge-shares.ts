import { systemContext } from '@/lib/core/context';
import { chargeOpenShares } from '@/lib/payments/shares/charge-open-shares';
import { events, inngest } from '@/lib/services/inngest/events';
import { onePer } from './one-per';
import { retrying } from './retry';

export const chargeShares = inngest.createFunction(
  {
    id: 'charge-shares',
    triggers: [events.sharesDue],
    retries: 10,
    concurrency: { limit: 5 },
    singleton: onePer('reservationId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('charge-shares', event.data.requestId ?? runId), (ctx) =>
      chargeOpenShares(ctx, event.data.reservationId),
    ),
);
