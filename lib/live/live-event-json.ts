import type { LiveEvent } from '@/lib/notices/list-live-events';

/** A live event as socket and API write it. */
export const liveEventJson = ({ id, type, createdAt, data }: LiveEvent) => ({
  type,
  id,
  created_at: createdAt.toISOString(),
  data,
});

/** What a socket is told that is not kept, and so has no id to ask for again. */
export const passingJson = (type: string, data: Record<string, unknown>) => ({
  type,
  id: null,
  created_at: new Date().toISOString(),
  data,
});
