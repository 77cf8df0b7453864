import { liveEventJson } from '@/lib/live/live-event-json';
import type { LiveEvent } from '@/lib/notices/list-live-events';

/** A live event as the socket sent it, and when it was read. */
export const notificationShape = (event: LiveEvent) => ({
  ...liveEventJson(event),
  read_at: event.readAt?.toISOString() ?? null,
});
