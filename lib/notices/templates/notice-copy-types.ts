import type { RefundNoticeKind, ReservationNoticeKind } from '@/db/schema';
import type { RefundFacts, ReservationFacts, SlotFacts } from '@/lib/notices/notice-facts';

export type Words = {
  subject: string;
  title: string;
  /** Paragraphs, in order. */
  body: string[];
  /** What a list of mails shows beside the subject, where the paragraphs would repeat that. */
  preheader?: string;
};

/** How one language says each kind of notice. */
export type Say = Record<ReservationNoticeKind, (facts: ReservationFacts) => Words> &
  Record<RefundNoticeKind, (facts: RefundFacts) => Words> & { slot_freed: (facts: SlotFacts) => Words };
