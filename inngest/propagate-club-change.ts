import { failOperation, propagateClubChange as spread } from '@/lib/clubs/propagate-club-change';
import { systemContext } from '@/lib/core/context';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const propagateClubChange = inngest.createFunction(
  {
    id: 'propagate-club-change',
    triggers: [events.operationStarted],
    retries: 10,
    concurrency: { limit: 1 },
    onFailure: ({ event, error, step }) =>
      step.run('give up', () => failOperation(event.data.event.data.operationId, error.message)),
  },
  ({ event, runId }) =>
    retrying(systemContext('propagate-club-change', event.data.requestId ?? runId), (ctx) =>
      spread(ctx, event.data.operationId),
    ),
);
