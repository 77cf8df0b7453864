import type { NoticeKind, RefundCause } from '@/db/schema';

/**
 * In which of two queues the job engine puts a row's run. What is made for many at once has its own, so that nobody who
 * waits for a confirmation or for money stands behind it; priority would not do, since Inngest lets a run pass only
 * those of the last ten minutes (inngest.com/docs/guides/priority).
 */
export type QueueName = 'prompt' | 'bulk';

/** Kinds of notice that are written for many people at once. */
export const BULK_NOTICES: readonly NoticeKind[] = ['reservation_reminder', 'slot_freed', 'club_closed'];

export const queueOfNotice = (kind: NoticeKind): QueueName =>
  BULK_NOTICES.includes(kind) ? 'bulk' : 'prompt';

/** Why refunds are asked for many people at once. */
export const BULK_REFUND = 'club_deleted' satisfies RefundCause;

export const queueOfRefund = (cause: RefundCause): QueueName => (cause === BULK_REFUND ? 'bulk' : 'prompt');
