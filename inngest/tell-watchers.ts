import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { inngest } from '@/lib/services/inngest/events';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { tellWatchers as tell } from '@/lib/alerts/send-slot-alerts';

export const tellWatchers = inngest.createFunction(
  { id: 'tell-watchers', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('tell', () =>
      recordHeartbeat('tell-watchers', () => tell(systemContext('tell-watchers', runId))),
    ),
);
