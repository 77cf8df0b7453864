import { removePhotoFiles as remove } from '@/lib/clubs/photos/remove-photo-files';
import { systemContext } from '@/lib/core/context';
import { events, inngest } from '@/lib/services/inngest/events';
import { retrying } from './retry';

export const removePhotoFiles = inngest.createFunction(
  {
    id: 'remove-photo-files',
    triggers: [events.photoRemoved],
    retries: 4,
    concurrency: { limit: 2 },
  },
  ({ event, runId }) =>
    retrying(systemContext('remove-photo-files', event.data.requestId ?? runId), () =>
      remove(event.data.photoId),
    ),
);
