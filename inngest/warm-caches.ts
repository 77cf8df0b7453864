import { cron } from 'inngest';
import { warmCaches as warm } from '@/lib/clubs/warm-caches';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { inngest } from '@/lib/services/inngest/events';

export const warmCaches = inngest.createFunction(
  { id: 'warm-caches', triggers: [cron('* * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step }) => step.run('warm', () => recordHeartbeat('warm-caches', warm)),
);
