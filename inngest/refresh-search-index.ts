import { cron } from 'inngest';
import { refreshSearchIndex as refresh } from '@/lib/availability/refresh-search-index';
import { events, inngest } from '@/lib/events';
import { recordHeartbeat } from '@/lib/operations/record-heartbeat';

export const refreshSearchIndex = inngest.createFunction(
  {
    id: 'refresh-search-index',
    triggers: [events.clubChanged, cron('TZ=UTC 17 3 * * *')],
    retries: 5,
    concurrency: { limit: 1 },
  },
  ({ event, step }) =>
    step.run('refresh', () => {
      const clubId = event.name === events.clubChanged.name ? event.data.clubId : null;
      return recordHeartbeat('refresh-search-index', () => refresh(clubId));
    }),
);
