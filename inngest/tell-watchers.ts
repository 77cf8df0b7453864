import { cron } from 'inngest';
import { tellWatchers as tell } from '@/lib/alerts/send-slot-alerts';
import { systemContext } from '@/lib/core/context';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';

export const tellWatchers = inngest.createFunction(
  { id: 'tell-watchers', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('tell', () =>
      recordHeartbeat('tell-watchers', () => tell(systemContext('tell-watchers', runId))),
    ),
);
