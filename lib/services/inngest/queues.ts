import type { NoticeKind, RefundCause } from '@/db/schema';

/**
 * The queue of a row's run. Bulk rows have their own, so that confirmations and refunds never wait behind them;
 * Inngest's priority reaches back only ten minutes (inngest.com/docs/guides/priority).
 */
export type QueueName = 'prompt' | 'bulk';

/** Kinds of notice that are written for many people at once. */
export const BULK_NOTICES: readonly NoticeKind[] = [
  'reservation_reminder',
  'slot_freed',
  'club_closed',
  'series_closed',
  'club_message',
];

export const queueOfNotice = (kind: NoticeKind): QueueName =>
  BULK_NOTICES.includes(kind) ? 'bulk' : 'prompt';

/** Why refunds are asked for many people at once. */
export const BULK_REFUND = 'club_deleted' satisfies RefundCause;

export const queueOfRefund = (cause: RefundCause): QueueName => (cause === BULK_REFUND ? 'bulk' : 'prompt');
