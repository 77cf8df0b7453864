import type { Message } from '@/lib/notices/list-messages';
import { messageJson } from '@/lib/live/message-json';

/** A message as the socket sent it, and when it was read. */
export const notificationShape = (message: Message) => ({
  ...messageJson(message),
  read_at: message.readAt?.toISOString() ?? null,
});
