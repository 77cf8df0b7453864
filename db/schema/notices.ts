import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { acts } from './acts';
import { clubs } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';
import { customers } from './customers';
import { refunds } from './payments';
import { reservations } from './reservations';
import { LOCALES, users } from './users';

/** About a reservation. */
export const RESERVATION_NOTICE_KINDS = [
  'reservation_confirmation',
  'reservation_cancelled',
  'club_closed',
  'reservation_reminder',
] as const;
export type ReservationNoticeKind = (typeof RESERVATION_NOTICE_KINDS)[number];

/** Notices about a refund. The first three say why it will be made. */
export const REFUND_NOTICE_KINDS = [
  'payment_too_late',
  'payment_mismatch',
  'payment_duplicate',
  'payment_refunded',
  'refund_failed',
] as const;
export type RefundNoticeKind = (typeof REFUND_NOTICE_KINDS)[number];

/** To a player about being on the list or taken off it, and to the booker about one who cannot come. */
export const PLAYER_NOTICE_KINDS = ['player_invited', 'player_removed', 'player_left'] as const;
export type PlayerNoticeKind = (typeof PLAYER_NOTICE_KINDS)[number];

/** To whoever booked, whose saved card paid the open shares of the others, or was refused. */
export const SHARES_NOTICE_KINDS = ['shares_charged', 'shares_refused'] as const;
export type SharesNoticeKind = (typeof SHARES_NOTICE_KINDS)[number];

/** About dates of a series, to whoever booked them: all of them in one message. */
export const SERIES_NOTICE_KINDS = [
  'series_booked',
  'series_moved',
  'series_cancelled',
  'series_closed',
] as const;
export type SeriesNoticeKind = (typeof SERIES_NOTICE_KINDS)[number];

/** About the safety of an account. */
export const ACCOUNT_NOTICE_KINDS = [
  'password_changed',
  'api_key_created',
  'second_factor_on',
  'second_factor_off',
  'recovery_code_used',
  'recovery_codes_renewed',
  'passkey_added',
  'passkey_removed',
  'identity_linked',
  'identity_unlinked',
  'operator_granted',
  'account_erased',
] as const;
export type AccountNoticeKind = (typeof ACCOUNT_NOTICE_KINDS)[number];

export const NOTICE_KINDS = [
  ...RESERVATION_NOTICE_KINDS,
  ...REFUND_NOTICE_KINDS,
  ...PLAYER_NOTICE_KINDS,
  ...SERIES_NOTICE_KINDS,
  ...ACCOUNT_NOTICE_KINDS,
  'reservation_moved',
  'payment_due',
  ...SHARES_NOTICE_KINDS,
  'slot_freed',
  'waitlist_offer',
  'staff_invited',
  'club_refused',
  'club_message',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const NOTICE_CHANNELS = ['email', 'sms', 'call'] as const;
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export const NOTICE_STATUSES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'suppressed',
] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

/** The statuses of a message that did not arrive and is not tried again. */
export const UNDELIVERED = ['bounced', 'failed'] as const satisfies NoticeStatus[];

/** What a notice says that no other row holds when it is sent. */
export type NoticeDetail =
  /** Where a booking was before it moved. */
  | { was: { courtId: number; startsAt: string } }
  /** A player who is not on the list any more. */
  | { playerName: string }
  /** The dates of a series. */
  | { reservationIds: readonly string[] }
  /** What staff of a club wrote. */
  | { text: string }
  /** A club that somebody asked for in vain. */
  | { clubName: string };

export const notices = pgTable(
  'notices',
  {
    id: publicId(),
    kind: text({ enum: NOTICE_KINDS }).notNull(),
    /**
     * The id of the object: reservation, series, refund (with its attempt from the second on), slot alert, invitation,
     * request for a club, due, change of an account, or the words of a club. What may repeat adds its revision after a colon.
     */
    objectId: text().notNull(),
    /** Of a series the first of its dates. */
    reservationId: uuid(),
    /** The refund of the notice, if any. */
    refundId: uuid().references(() => refunds.id),
    channel: text({ enum: NOTICE_CHANNELS }).notNull(),
    recipient: text().notNull(),
    /** The club that sends it. */
    clubId: integer().references(() => clubs.id),
    userId: uuid().references(() => users.id),
    /** Who has no account. */
    customerId: uuid().references(() => customers.id),
    /** The place on the list of players, for whom it does not go to the booker. */
    participantPosition: integer(),
    locale: text({ enum: LOCALES }).notNull(),
    status: text({ enum: NOTICE_STATUSES }).notNull().default('pending'),
    retryCount: integer().notNull().default(0),
    /** The act of staff that it tells of. It waits until the act can no longer be undone. */
    actId: uuid().references(() => acts.id, { onDelete: 'set null' }),
    nextAttemptAt: createdAt(),
    claimedAt: instant(),
    /** After this it is of no use and is not sent. */
    expiresAt: instant(),
    detail: jsonb().$type<NoticeDetail>(),
    /** Subject and text as they went out. */
    sentSubject: text(),
    sentText: text(),
    /** The notice that staff sent again by this one. */
    resendOf: uuid().references((): AnyPgColumn => notices.id),
    /** The provider's id of the message. */
    providerId: text(),
    lastError: text(),
    /** The notes of the person who called. */
    callNote: text(),
    createdAt: createdAt(),
    sentAt: instant(),
    deliveredAt: instant(),
  },
  (t) => [
    // One that was never sent because its act was undone does not stand in the way of the next.
    uniqueIndex('notices_once_key')
      .on(t.kind, t.objectId, t.channel, t.recipient)
      .where(sql`act_id is null or status <> 'suppressed'`),
    index('notices_act_idx').on(t.actId).where(sql`act_id is not null`),
    index('notices_due_idx')
      .on(t.nextAttemptAt)
      .where(sql`status in ${listed(['pending', 'sending'] satisfies NoticeStatus[])}`),
    index('notices_provider_idx').on(t.providerId),
    index('notices_user_idx').on(t.userId),
    index('notices_stranger_idx').on(t.recipient).where(sql`user_id is null`),
    index('notices_series_idx')
      .on(sql`split_part(object_id, ':', 1)`)
      .where(sql`kind in ${listed(SERIES_NOTICE_KINDS)}`),
    index('notices_reservation_idx').on(t.reservationId),
    index('notices_refund_idx').on(t.refundId),
    index('notices_remembered_idx').on(t.createdAt).where(sql`recipient not like 'forgotten:%'`),
    index('notices_undelivered_idx')
      .on(t.reservationId)
      .where(sql`status in ${listed(UNDELIVERED)}`),
    index('notices_calls_idx').on(t.createdAt).where(sql`channel = 'call' and status = 'pending'`),
    index('notices_texts_idx').on(t.recipient, t.sentAt).where(sql`channel = 'sms'`),
    index('notices_club_texts_idx').on(t.clubId, t.sentAt).where(sql`channel = 'sms'`),
    index('notices_club_idx').on(t.clubId, t.createdAt).where(sql`club_id is not null`),
    index('notices_customer_idx').on(t.customerId).where(sql`customer_id is not null`),
    index('notices_resent_idx').on(t.resendOf).where(sql`resend_of is not null`),
    check('notices_one_person', sql`num_nonnulls(${t.userId}, ${t.customerId}) <= 1`),
  ],
);

/**
 * Telephone numbers that receive no text messages. An opt-out belongs to the number and outlasts accounts, so it is
 * stored as a keyed hash (`lib/notices/opt-outs.ts`).
 */
export const smsOptOuts = pgTable('sms_opt_outs', {
  number: text().primaryKey(),
  optedOutAt: createdAt(),
});

/**
 * Kinds of mail that a mailbox without an account does not want. As with numbers it belongs to the mailbox and is stored
 * as a keyed hash (`lib/notices/mail-choices.ts`).
 */
export const mailOptOuts = pgTable(
  'mail_opt_outs',
  { mailbox: text().notNull(), kind: text({ enum: NOTICE_KINDS }).notNull(), optedOutAt: createdAt() },
  (t) => [primaryKey({ columns: [t.mailbox, t.kind] })],
);

/** Events for a person's open pages. The id orders them, so that a reconnect can ask for missed ones. */
export const liveEvents = pgTable(
  'live_events',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    type: text().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
    readAt: instant(),
  },
  (t) => [index('live_events_user_idx').on(t.userId, t.id)],
);

/**
 * A person's wish to hear when a court is free, of a city or of one club, at a start or within a while, open until it
 * is answered. Those of one city are its waiting list, in the order of `createdAt` and `id`.
 */
export const slotAlerts = pgTable(
  'slot_alerts',
  {
    id: publicId(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** As its clubs write it. */
    city: text().notNull(),
    /** Where no other club of the city will do. */
    clubId: integer().references(() => clubs.id),
    /** The courts of that club that will do, null for all. */
    courtIds: integer().array(),
    /** The start, or the first of several, of which an answer keeps the one that was free. */
    startsAt: instant().notNull(),
    /** The last start that will do. */
    untilStartsAt: instant(),
    durationMinutes: integer().notNull(),
    createdAt: createdAt(),
    notifiedAt: instant(),
    /**
     * The hold by which it was answered, where a club offers freed starts in turn. What became of the offer is the
     * status of that reservation.
     */
    offeredReservationId: uuid().references(() => reservations.id),
  },
  (t) => [
    uniqueIndex('slot_alerts_open_key')
      .on(
        t.userId,
        t.city,
        t.startsAt,
        t.durationMinutes,
        sql`coalesce(club_id, 0)`,
        sql`coalesce(court_ids, '{}')`,
        sql`coalesce(until_starts_at, starts_at)`,
      )
      .where(sql`notified_at is null`),
    index('slot_alerts_due_idx').on(t.startsAt).where(sql`notified_at is null`),
    index('slot_alerts_club_idx').on(t.clubId).where(sql`club_id is not null`),
    uniqueIndex('slot_alerts_offered_key')
      .on(t.offeredReservationId)
      .where(sql`offered_reservation_id is not null`),
    index('slot_alerts_offers_idx').on(t.userId).where(sql`offered_reservation_id is not null`),
    check('slot_alerts_courts_of_club', sql`${t.courtIds} is null or ${t.clubId} is not null`),
    check('slot_alerts_until_later', sql`${t.untilStartsAt} > ${t.startsAt}`),
    check('slot_alerts_offer_answers', sql`${t.offeredReservationId} is null or ${t.notifiedAt} is not null`),
  ],
);
