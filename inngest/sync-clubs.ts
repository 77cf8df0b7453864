import { cron } from 'inngest';
import { syncClubs as sync } from '@/lib/clubs/sync-clubs';
import { systemContext } from '@/lib/core/context';
import { env } from '@/lib/core/env';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const syncClubs = inngest.createFunction(
  { id: 'sync-clubs', triggers: [cron('TZ=UTC 41 4 * * *')], retries: 5, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('sync', async () => {
      if (env().CLUB_DIRECTORY_URL === undefined) return null;
      return retrying(systemContext('sync-clubs', runId), (ctx) =>
        recordHeartbeat('sync-clubs', () => sync(ctx)),
      );
    }),
);
