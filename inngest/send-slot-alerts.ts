import { cron } from 'inngest';
import { sendSlotAlerts as tell } from '@/lib/alerts/send-slot-alerts';
import { systemContext } from '@/lib/core/context';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { events, inngest } from '@/lib/services/inngest/events';

/** Each minute, and when a start frees for which people may wait in turn. When that is lost, the next minute does it. */
export const sendSlotAlerts = inngest.createFunction(
  {
    id: 'send-slot-alerts',
    triggers: [cron('* * * * *'), events.startFreed],
    retries: 0,
    concurrency: { limit: 1 },
  },
  ({ step, runId }) =>
    step.run('tell', () =>
      recordHeartbeat('send-slot-alerts', () => tell(systemContext('send-slot-alerts', runId))),
    ),
);
