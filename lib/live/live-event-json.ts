import type { LiveEvent } from '@/lib/notices/list-live-events';

/** A live event as socket and API write it. */
export const liveEventJson = ({ id, type, createdAt, data }: LiveEvent) => ({
  type,
  id,
  created_at: createdAt.toISOString(),
  data,
});

/** A message that is not stored, and so has no id. */
export const passingJson = (type: string, data: Record<string, unknown>) => ({
  type,
  id: null,
  created_at: new Date().toISOString(),
  data,
});
