import { z } from 'zod';
import { liveEventJson } from '@/lib/live/live-event-json';
import type { LiveEvent } from '@/lib/notices/list-live-events';
import { instant } from './members';

export const notificationSchema = z.strictObject({
  id: z.int(),
  type: z.string().describe('Such as reservation.confirmed, reservation.cancelled, payment.refunded.'),
  created_at: instant,
  read_at: instant.nullable(),
  data: z.record(z.string(), z.unknown()),
});

/** A live event as the socket sent it, and when it was read. */
export const notificationShape = (event: LiveEvent) => ({
  ...liveEventJson(event),
  read_at: event.readAt?.toISOString() ?? null,
});
