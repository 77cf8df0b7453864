import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { checkConsistency as check } from '@/lib/integrity/check-consistency';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';

export const checkConsistency = inngest.createFunction(
  { id: 'check-consistency', triggers: [cron('7 * * * *')], retries: 1, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('check', () =>
      recordHeartbeat('check-consistency', () => check(systemContext('check-consistency', runId))),
    ),
);
