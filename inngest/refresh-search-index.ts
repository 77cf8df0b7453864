import { cron } from 'inngest';
import { refreshSearchIndex as refresh } from '@/lib/availability/refresh-search-index';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';

/** Each change of a club refreshes its own part (`operation-started`). This refreshes all, in case one was missed. */
export const refreshSearchIndex = inngest.createFunction(
  {
    id: 'refresh-search-index',
    triggers: [cron('TZ=UTC 17 3 * * *')],
    retries: 5,
    concurrency: { limit: 1 },
  },
  ({ step }) => step.run('refresh', () => recordHeartbeat('refresh-search-index', () => refresh(null))),
);
