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
import type { StaffRole } from '@/lib/core/context';

export type Notice = typeof notices.$inferSelect;
export type User = typeof users.$inferSelect;

/** The facts that a message may state about a reservation, in the reader's language and the club's time. */
export type ReservationFacts = {
  playerName: string;
  clubName: string;
  clubPhone: string | null;
  courtName: string;
  address: string;
  timeZone: string;
  /** YYYY-MM-DD at the club. */
  date: string;
  /** The date in words: "martes, 24 de noviembre de 2026". */
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
  /** What a cancellation would give back, as of the writing of the notice. Null unless the game stands. */
  terms: CancellationTerms | null;
  /** What the cancellation gave back by card, or null for nothing. */
  cancelRefund: string | null;
  /** What the club gives back at its desk, or null for nothing. */
  deskRefund: string | null;
  /** What was given back at Stripe itself before the cancellation. */
  givenBackBefore: string | null;
  /** The player's bank holds the money until a dispute ends, and may return it itself. */
  bankDecides: boolean;
  /** It was paid at the club and not through us. */
  paidAtDesk: boolean;
  /** Whether the court is the player's, was theirs until it was cancelled, or never was. */
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
  /** The refund was made at Stripe itself, and nobody has decided whether the booking stands without the money. */
  undecided: boolean;
};

/** The facts that a message may state about a free court, in the reader's language and the city's time. */
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

/** The facts that a message may state about the safety of an account, with times in UTC. */
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

/** The facts that a message may state about an invitation to a club's team, with times at the club. */
export type InvitationFacts = {
  clubName: string;
  inviterName: string;
  role: StaffRole;
  /** Until when it can be accepted: "martes, 24 de noviembre, 10:00". */
  until: string;
  acceptUrl: string;
};

/** A kind of notice with the facts that its text and its mail use. */
export type Content =
  | { kind: ReservationNoticeKind; facts: ReservationFacts }
  | { kind: RefundNoticeKind; facts: RefundFacts }
  | { kind: 'slot_freed'; facts: SlotFacts }
  | InvitationContent
  | AccountContent;

/** The safety of an account, of which no game is part. */
export type AccountContent = { kind: AccountNoticeKind; facts: AccountFacts };

export type InvitationContent = { kind: 'staff_invited'; facts: InvitationFacts };

/** What a notice is about, and what decides whether it is still relevant. */
export type NoticeSubject = { user: User | null } & (
  | { kind: ReservationNoticeKind; facts: ReservationFacts; status: ReservationStatus }
  | { kind: RefundNoticeKind; facts: RefundFacts; refundStatus: RefundStatus }
  | { kind: AccountNoticeKind; facts: AccountFacts }
  | { kind: 'slot_freed'; facts: SlotFacts; startsAt: Date }
  | { kind: 'staff_invited'; facts: InvitationFacts; isOpen: boolean }
);
