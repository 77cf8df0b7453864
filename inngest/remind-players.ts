import { cron } from 'inngest';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { remindPlayers as remind } from '@/lib/reservations/remind-players';
import { inngest } from '@/lib/services/inngest/events';

export const remindPlayers = inngest.createFunction(
  { id: 'remind-players', triggers: [cron('*/15 * * * *')], retries: 0, concurrency: { limit: 1 } },
  ({ step }) => step.run('remind', () => recordHeartbeat('remind-players', remind)),
);
