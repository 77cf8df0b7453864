import type { PlayerNoticeKind, RefundNoticeKind, ReservationNoticeKind } from '@/db/schema';
import type {
  DueFacts,
  SharesFacts,
  MoveFacts,
  OfferFacts,
  PlayerFacts,
  RefundFacts,
  ReservationFacts,
  SlotFacts,
} from '@/lib/notices/notice-facts';

export type Words = {
  subject: string;
  title: string;
  /** Paragraphs, in order. */
  body: string[];
  /** The text beside the subject in a list of mails, where the paragraphs would repeat the subject. */
  preheader?: string;
};

/** The words of each kind of notice in one language. */
export type Say = Record<ReservationNoticeKind, (facts: ReservationFacts) => Words> &
  Record<RefundNoticeKind, (facts: RefundFacts) => Words> &
  Record<PlayerNoticeKind, (facts: PlayerFacts) => Words> & {
    reservation_moved: (facts: MoveFacts) => Words;
    payment_due: (facts: DueFacts) => Words;
    shares_charged: (facts: SharesFacts) => Words;
    shares_refused: (facts: SharesFacts) => Words;
    slot_freed: (facts: SlotFacts) => Words;
    waitlist_offer: (facts: OfferFacts) => Words;
  };
