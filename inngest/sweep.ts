import { cron } from 'inngest';
import { systemContext } from '@/lib/context';
import { inngest } from '@/lib/events';
import { recordHeartbeat } from '@/lib/operations/record-heartbeat';
import { sweep as sweepRows } from '@/lib/operations/sweep';

export const sweep = inngest.createFunction(
  { id: 'sweep', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('sweep', () => recordHeartbeat('sweep', () => sweepRows(systemContext('sweep', runId)))),
);
