import { cron } from 'inngest';
import { systemContext } from '@/lib/context';
import { inngest } from '@/lib/events';
import { recordHeartbeat } from '@/lib/operations/record-heartbeat';
import { reconcile as compare } from '@/lib/payments/reconcile';
import { retrying } from './retry';

export const reconcile = inngest.createFunction(
  { id: 'reconcile', triggers: [cron('*/5 * * * *')], retries: 1, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('reconcile', () =>
      recordHeartbeat('reconcile', () => retrying(systemContext('reconcile', runId), compare)),
    ),
);
