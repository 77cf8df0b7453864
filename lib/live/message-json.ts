import type { Message } from '@/lib/notices/list-messages';

/** A message as socket and API write it. */
export const messageJson = ({ id, type, createdAt, data }: Message) => ({
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
