import type {
  AccountNoticeKind,
  LateReason,
  notices,
  RefundNoticeKind,
  RefundStatus,
  ReservationNoticeKind,
  ReservationStatus,
  users,
} from '@/db/schema';
import type { CancellationTerms } from '@/lib/catalogue/cancellation-terms';

export type Notice = typeof notices.$inferSelect;
export type User = typeof users.$inferSelect;

/** Everything a message may say about a reservation, in the reader's language and the club's time. */
export type ReservationFacts = {
  playerName: string;
  clubName: string;
  clubPhone: string | null;
  courtName: string;
  address: string;
  timeZone: string;
  /** YYYY-MM-DD at the club. */
  date: string;
  /** As people say it: "martes, 24 de noviembre de 2026". */
  dateInWords: string;
  /** "martes, 24 de noviembre". */
  day: string;
  /** "mar, 24 nov". */
  shortDay: string;
  /** "martes, 24 de noviembre, 10:00". */
  moment: string;
  startTime: string;
  endTime: string;
  zoneName: string;
  durationMinutes: number;
  price: string;
  /** What cancelling gives back, as of when the notice was written; null unless the game stands. */
  terms: CancellationTerms | null;
  /** What its cancellation gave back; null when that was nothing. */
  cancelRefund: string | null;
  /** What somebody had given back at Stripe itself before it was cancelled. */
  givenBackBefore: string | null;
  /** The player's bank holds the money until a dispute ends, and may give it back itself. */
  bankDecides: boolean;
  /** It was paid at the club and not through us. */
  paidAtDesk: boolean;
  /** Whether the court is the player's: it still is, it was until it was cancelled, or never. */
  court: 'theirs' | 'given_up' | 'never_theirs';
  startsAtIso: string;
  startsAt: Date;
  endsAt: Date;
  reservationId: string;
  revision: number;
  changedAt: Date;
  reservationUrl: string;
  cancelUrl: string;
  /** The club's page with the free starts around this one. */
  searchUrl: string;
  mapUrl: string;
};

/** The same with the refund that the message is about. */
export type RefundFacts = ReservationFacts & {
  refund: string;
  lateBecause: LateReason | null;
  failureReason: string | null;
  /** It was made at Stripe itself, and nobody has said yet whether the booking stands without the money. */
  undecided: boolean;
};

/** What a message may say about a court that frees, in the reader's language and the city's time. */
export type SlotFacts = {
  playerName: string;
  city: string;
  /** YYYY-MM-DD in the city. */
  date: string;
  dateInWords: string;
  shortDay: string;
  moment: string;
  startTime: string;
  zoneName: string;
  durationMinutes: number;
  searchUrl: string;
};

/** What a message may say about the safety of an account; instants are told in UTC. */
export type AccountFacts = {
  playerName: string;
  dateInWords: string;
  time: string;
  zoneName: string;
  /** Empty where it is not about a key. */
  keyName: string;
  codesLeft: number;
  accountUrl: string;
};

/** A kind of notice with the facts that its words and its mail are made of. */
export type Content =
  | { kind: ReservationNoticeKind; facts: ReservationFacts }
  | { kind: RefundNoticeKind; facts: RefundFacts }
  | { kind: 'slot_freed'; facts: SlotFacts }
  | AccountContent;

/** The safety of an account, of which no game is part. */
export type AccountContent = { kind: AccountNoticeKind; facts: AccountFacts };

/** What a notice is about, and what decides whether it is still worth sending. */
export type NoticeSubject = { user: User | null } & (
  | { kind: ReservationNoticeKind; facts: ReservationFacts; status: ReservationStatus }
  | { kind: RefundNoticeKind; facts: RefundFacts; refundStatus: RefundStatus }
  | { kind: AccountNoticeKind; facts: AccountFacts }
  | { kind: 'slot_freed'; facts: SlotFacts; startsAt: Date }
);
