import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { expireHolds as expire } from '@/lib/reservations/expire-holds';
import { inngest } from '@/lib/services/inngest/events';

export const expireHolds = inngest.createFunction(
  { id: 'expire-holds', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('expire', () =>
      recordHeartbeat('expire-holds', () => expire(systemContext('expire-holds', runId))),
    ),
);
