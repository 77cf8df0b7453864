import { cron } from 'inngest';
import { systemContext } from '@/lib/context';
import { inngest } from '@/lib/events';
import { recordHeartbeat } from '@/lib/operations/record-heartbeat';
import { expireHolds as expire } from '@/lib/reservations/expire-holds';

export const expireHolds = inngest.createFunction(
  { id: 'expire-holds', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('expire', () =>
      recordHeartbeat('expire-holds', () => expire(systemContext('expire-holds', runId))),
    ),
);
