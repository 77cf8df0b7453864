import { cron } from 'inngest';
import { systemContext } from '@/lib/context';
import { inngest } from '@/lib/events';
import { recordHeartbeat } from '@/lib/operations/record-heartbeat';
import { tellWatchers as tell } from '@/lib/reservations/tell-watchers';

export const tellWatchers = inngest.createFunction(
  { id: 'tell-watchers', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('tell', () =>
      recordHeartbeat('tell-watchers', () => tell(systemContext('tell-watchers', runId))),
    ),
);
