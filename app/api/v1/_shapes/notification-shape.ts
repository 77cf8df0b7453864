import { messageJson } from '@/lib/live/message-json';
import type { Message } from '@/lib/notices/list-messages';

/** A message as the socket sent it, and when it was read. */
export const notificationShape = (message: Message) => ({
  ...messageJson(message),
  read_at: message.readAt?.toISOString() ?? null,
});
