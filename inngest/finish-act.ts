import { systemContext } from '@/lib/core/context';
import { finishAct as finish } from '@/lib/desk/acts/finish-act';
import { events, inngest } from '@/lib/services/inngest/events';
import { onePer } from './one-per';
import { retrying } from './retry';

export const finishAct = inngest.createFunction(
  {
    id: 'finish-act',
    triggers: [events.actWritten],
    retries: 10,
    concurrency: { limit: 5 },
    singleton: onePer('actId'),
  },
  ({ event, runId }) =>
    retrying(systemContext('finish-act', event.data.requestId ?? runId), () => finish(event.data.actId)),
);
