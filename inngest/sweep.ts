import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { sweep as sweepRows } from '@/lib/jobs/sweep';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';

export const sweep = inngest.createFunction(
  { id: 'sweep', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('sweep', () => recordHeartbeat('sweep', () => sweepRows(systemContext('sweep', runId)))),
);
