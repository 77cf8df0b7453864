import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { inngest } from '@/lib/services/inngest/events';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { sweep as sweepRows } from '@/lib/jobs/sweep';

export const sweep = inngest.createFunction(
  { id: 'sweep', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('sweep', () => recordHeartbeat('sweep', () => sweepRows(systemContext('sweep', runId)))),
);
