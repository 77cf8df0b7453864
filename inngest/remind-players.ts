import { cron } from 'inngest';
import { inngest } from '@/lib/services/inngest/events';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { remindPlayers as remind } from '@/lib/reservations/remind-players';

export const remindPlayers = inngest.createFunction(
  { id: 'remind-players', triggers: [cron('*/15 * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step }) => step.run('remind', () => recordHeartbeat('remind-players', remind)),
);
