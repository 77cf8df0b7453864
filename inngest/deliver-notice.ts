import { systemContext } from '@/lib/context';
import { events, inngest } from '@/lib/events';
import { deliverNotice as deliver } from '@/lib/notifications/deliver-notice';
import { retrying } from './retry';

export const deliverNotice = inngest.createFunction(
  { id: 'deliver-notice', triggers: [events.noticePending], retries: 10, concurrency: { limit: 10 } },
  ({ event, runId }) =>
    retrying(systemContext('deliver-notice', event.data.requestId ?? runId), (ctx) =>
      deliver(ctx, event.data.noticeId),
    ),
);
