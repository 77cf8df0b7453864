import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

/** Fewer parallel runs than for urgent notices, so that these have some left on a small Inngest plan. */
export const deliverBulkNotice = inngest.createFunction(
  { id: 'deliver-bulk-notice', triggers: [events.noticeInBulk], retries: 10, concurrency: { limit: 4 } },
  ({ event, runId }) =>
    retrying(systemContext('deliver-bulk-notice', event.data.requestId ?? runId), (ctx) =>
      deliverNotice(ctx, event.data.noticeId),
    ),
);
