import { cron } from 'inngest';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { events, inngest } from '@/lib/services/inngest/events';
import { nudge, nudgeCourtDays } from '@/lib/services/inngest/jobs';

/** Each minute, and by its own event in the middle of it. When that is lost, the next minute does its work. */
export const countCourtDays = inngest.createFunction(
  {
    id: 'count-court-days',
    triggers: [cron('* * * * *'), events.courtDaysDue],
    retries: 0,
    concurrency: { limit: 1 },
  },
  ({ event, step }) =>
    step.run('count', () => {
      if (event.name !== events.courtDaysDue.name) nudge([nudgeCourtDays(new Date())]);
      return recordHeartbeat('count-court-days', keepCourtDays);
    }),
);
