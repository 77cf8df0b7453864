import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

/** Fewer at once than what people wait for, so that a plan with few runs at a time has some left for that. */
export const deliverBulkNotice = inngest.createFunction(
  { id: 'deliver-bulk-notice', triggers: [events.noticeInBulk], retries: 10, concurrency: { limit: 4 } },
  ({ event, runId }) =>
    retrying(systemContext('deliver-bulk-notice', event.data.requestId ?? runId), (ctx) =>
      deliverNotice(ctx, event.data.noticeId),
    ),
);
