import { cron } from 'inngest';
import { systemContext } from '@/lib/core/context';
import { reconcile as compare } from '@/lib/reconciliation/reconcile';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const reconcile = inngest.createFunction(
  { id: 'reconcile', triggers: [cron('*/5 * * * *')], retries: 1, concurrency: { limit: 1 } },
  ({ step, runId }) =>
    step.run('reconcile', () =>
      recordHeartbeat('reconcile', () => retrying(systemContext('reconcile', runId), compare)),
    ),
);
