import type {
  AccountNoticeKind,
  LateReason,
  notices,
  PlayerNoticeKind,
  RefundNoticeKind,
  RefundStatus,
  ReservationNoticeKind,
  ReservationStatus,
  SeriesNoticeKind,
  SharesNoticeKind,
  users,
} from '@/db/schema';
import type { DrawnCourt } from '@/lib/catalogue/court-plan/court-plan-layout';
import type { CancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { StaffRole } from '@/lib/core/context';

export type Notice = typeof notices.$inferSelect;

type User = typeof users.$inferSelect;

/** Whom a notice reaches, as far as its delivery depends on it. */
export type Reader = { email: string | null; mailboxDead: boolean };

/** The reader of an account. An erased one has none. */
export const readerOf = (user: User | null): Reader | null =>
  user && !user.erasedAt ? { email: user.email, mailboxDead: user.emailInvalidAt !== null } : null;

/** The facts that a message may state about a reservation, in the reader's language and the club's time. */
export type ReservationFacts = {
  /**
   * Who booked with an account and can open its pages, who booked online without one and opens it by a link, for whom
   * staff booked, or another player.
   */
  readBy: 'account' | 'visitor' | 'customer' | 'player';
  /** Whether the mailbox of a booking without an account has one. Null for everybody else. */
  hasAccount: boolean | null;
  playerName: string;
  clubName: string;
  clubPhone: string | null;
  clubEmail: string | null;
  courtName: string;
  /** The club's courts as its plan shows them, with this one lit. */
  courts: readonly (DrawnCourt & { position: number; isLit: boolean })[];
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
  /** Whether the court is the player's, was theirs until it was cancelled, or never was, with or without another. */
  court: 'theirs' | 'given_up' | 'never_theirs' | 'stayed_elsewhere';
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

/** Whether the reader can open the booking's page. */
export const hasPage = ({ readBy }: Pick<ReservationFacts, 'readBy'>): boolean =>
  readBy === 'account' || readBy === 'visitor';

/** The same with where the booking was before, which is null when its court is gone. */
export type MoveFacts = ReservationFacts & { was: { moment: string; courtName: string } | null };

/** The same with what concerns the list of players. */
export type PlayerFacts = ReservationFacts & {
  /** Who booked, or the club for a booking without a name. */
  hostName: string;
  /** Who cannot come. Empty where it is about nobody. */
  leaverName: string;
  /** Whether the reader has said that they come. */
  hasAccepted: boolean;
  /** The page on which the reader says whether they come. */
  gameUrl: string;
};

/** What a cancellation gives back, to say where it goes. */
export type GivenBack = Pick<
  ReservationFacts,
  'cancelRefund' | 'deskRefund' | 'givenBackBefore' | 'bankDecides' | 'paidAtDesk'
>;

/** The facts that a message may state about dates of a series, each as it is now. Times are those of the first one. */
export type SeriesFacts = GivenBack &
  Pick<
    ReservationFacts,
    | 'readBy'
    | 'playerName'
    | 'clubName'
    | 'clubPhone'
    | 'clubEmail'
    | 'address'
    | 'mapUrl'
    | 'timeZone'
    | 'startsAt'
    | 'shortDay'
    | 'moment'
    | 'startTime'
    | 'zoneName'
  > & {
    dates: readonly SeriesDateFacts[];
    /** The price of all of them together. */
    total: string;
    /** The page with all bookings of an account. */
    bookingsUrl: string;
  };

export type SeriesDateFacts = {
  reservationId: string;
  /** "martes, 24 de noviembre de 2026". */
  dateInWords: string;
  /** "10:00–11:30". */
  hours: string;
  courtName: string;
  price: string;
};

/**
 * The same with what is owed and where it can be paid. Of a player’s share also who booked, and when the card of that
 * person pays it.
 */
export type DueFacts = ReservationFacts & {
  due: string;
  payUrl: string;
  share: { hostName: string; deadline: string } | null;
};

/** The same with what the shares came to that nobody had paid. */
export type SharesFacts = ReservationFacts & { open: string };

/** The same of a court that is held for one who waited. */
export type OfferFacts = ReservationFacts & {
  /** By the club's clock. Empty once the offer is over. */
  heldUntil: string;
  checkoutUrl: string;
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
  /** The city, or the one club that was waited for. */
  place: string;
  /** YYYY-MM-DD there. */
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
  /** The key, or the other site. Empty where it is about neither. */
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

/** The facts that a message may state about a club that somebody asked for in vain. */
export type ClubRefusalFacts = { clubName: string };

/** The facts of a message that staff of a club wrote. */
export type ClubMessageFacts = {
  playerName: string;
  clubName: string;
  clubPhone: string | null;
  clubEmail: string | null;
  /** With its line breaks. */
  text: string;
};

/** A kind of notice with the facts that its text and its mail use. */
export type Content =
  | { kind: ReservationNoticeKind; facts: ReservationFacts }
  | { kind: 'reservation_moved'; facts: MoveFacts }
  | { kind: PlayerNoticeKind; facts: PlayerFacts }
  | { kind: 'payment_due'; facts: DueFacts }
  | { kind: SharesNoticeKind; facts: SharesFacts }
  | { kind: RefundNoticeKind; facts: RefundFacts }
  | { kind: 'slot_freed'; facts: SlotFacts }
  | { kind: 'waitlist_offer'; facts: OfferFacts }
  | SeriesContent
  | InvitationContent
  | ClubRefusalContent
  | ClubMessageContent
  | AccountContent;

/** What is about a game. */
export type GameContent = Exclude<
  Content,
  AccountContent | InvitationContent | ClubRefusalContent | ClubMessageContent | SeriesContent
>;

/** What is about several dates. */
export type SeriesContent = { kind: SeriesNoticeKind; facts: SeriesFacts };

/** The safety of an account, of which no game is part. */
export type AccountContent = { kind: AccountNoticeKind; facts: AccountFacts };

export type InvitationContent = { kind: 'staff_invited'; facts: InvitationFacts };

export type ClubRefusalContent = { kind: 'club_refused'; facts: ClubRefusalFacts };

export type ClubMessageContent = { kind: 'club_message'; facts: ClubMessageFacts };

/** What a notice is about, and what decides whether it is still relevant. */
export type NoticeSubject = { reader: Reader | null } & (
  | { kind: ReservationNoticeKind; facts: ReservationFacts; status: ReservationStatus }
  | { kind: 'reservation_moved'; facts: MoveFacts; status: ReservationStatus }
  | { kind: PlayerNoticeKind; facts: PlayerFacts; status: ReservationStatus }
  | { kind: 'payment_due'; facts: DueFacts; isOpen: boolean }
  | { kind: SharesNoticeKind; facts: SharesFacts }
  | { kind: RefundNoticeKind; facts: RefundFacts; refundStatus: RefundStatus }
  | { kind: SeriesNoticeKind; facts: SeriesFacts; isOpen: boolean }
  | { kind: AccountNoticeKind; facts: AccountFacts }
  | { kind: 'slot_freed'; facts: SlotFacts; startsAt: Date }
  | { kind: 'waitlist_offer'; facts: OfferFacts; endsAt: Date | null }
  | { kind: 'staff_invited'; facts: InvitationFacts; isOpen: boolean }
  | { kind: 'club_refused'; facts: ClubRefusalFacts }
  | { kind: 'club_message'; facts: ClubMessageFacts; isOpen: boolean }
);
