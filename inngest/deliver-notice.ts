import { systemContext } from '@/lib/core/context';
import { deliverNotice as deliver } from '@/lib/notices/deliver-notice';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const deliverNotice = inngest.createFunction(
  { id: 'deliver-notice', triggers: [events.noticePending], retries: 10, concurrency: { limit: 10 } },
  ({ event, runId }) =>
    retrying(systemContext('deliver-notice', event.data.requestId ?? runId), (ctx) =>
      deliver(ctx, event.data.noticeId),
    ),
);
