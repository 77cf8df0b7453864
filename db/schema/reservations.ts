import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { clubs, courts, type RefundPolicy } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';
import { customers } from './customers';
import { series } from './series';
import { type LOCALES, users } from './users';

/** Everything that takes a court. Only `booking` is sold online. */
export const RESERVATION_KINDS = ['booking', 'walk_in', 'block', 'maintenance', 'closure'] as const;
export type ReservationKind = (typeof RESERVATION_KINDS)[number];

/** Where a booking was made. */
export const RESERVATION_CHANNELS = ['online', 'desk', 'phone', 'api'] as const;

export const RESERVATION_STATUSES = [
  'payment_pending',
  'pending',
  'confirmed',
  'completed',
  'no_show',
  'cancelled',
  'expired',
] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** The statuses that take the court. The exclusion constraint and its index name the same four. */
export const OCCUPYING = ['payment_pending', 'pending', 'confirmed', 'completed'] as const;
/** The statuses that a club's board does not show. */
export const OFF_BOARD = ['cancelled', 'expired'] as const;
/** The statuses in which a court is held but not yet paid. */
export const HELD = ['payment_pending', 'pending'] as const;

/** One stretch of a reservation under one price rule. */
export type PriceLine = {
  ruleId: number;
  rule: { es: string; en: string };
  minutes: number;
  pricePerHourMinor: number;
  /** Exact share in minor units, unrounded. The total is rounded once. */
  amountMinor: number;
};

/** For whom a booking is. Of a visitor it is who books, with the language of the page. */
export type Guest = { name: string; email: string; locale?: (typeof LOCALES)[number] };
/**
 * How those who play share the cost: among how many, and how many hours before the start the card of whoever booked pays
 * what is open.
 */
export type Sharing = { seats: number; hoursBefore: number };

/** An extra as it was sold, with name and price copied from the club. */
export type ExtraLine = {
  code: string;
  name: { es: string; en: string };
  quantity: number;
  amountMinor: number;
};

export const reservations = pgTable(
  'reservations',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    courtId: integer()
      .notNull()
      .references(() => courts.id),
    userId: uuid().references(() => users.id),
    /** Only who has no account is named here. */
    customerId: uuid().references(() => customers.id),
    /** The browser that made it without an account (`lib/auth/visitors/visitor-cookie.ts`). */
    visitorId: uuid(),
    kind: text({ enum: RESERVATION_KINDS }).notNull().default('booking'),
    status: text({ enum: RESERVATION_STATUSES }).notNull(),
    channel: text({ enum: RESERVATION_CHANNELS }).notNull().default('online'),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** Only a held reservation ends by itself. */
    holdExpiresAt: instant(),
    priceMinor: integer().notNull().default(0),
    /** What the club's rules and extras came to. Null on rows from before it was kept. */
    listPriceMinor: integer(),
    /** Why the price is not the list price, in the words of staff. */
    priceReason: text(),
    currency: text().notNull(),
    priceBreakdown: jsonb().$type<PriceLine[]>().notNull().default([]),
    extras: jsonb().$type<ExtraLine[]>().notNull().default([]),
    refundPolicy: jsonb().$type<RefundPolicy>().notNull(),
    guest: jsonb().$type<Guest>(),
    /** Null when whoever booked pays all. */
    sharing: jsonb().$type<Sharing>(),
    /** What the planner shows of a block or a group. */
    title: text(),
    note: text(),
    /** Bookings of several courts that were made as one share it. */
    groupId: uuid(),
    /** The series that it is of, and the local date for which the series made it. */
    seriesId: uuid().references(() => series.id),
    seriesDate: date(),
    /** A locked booking is not moved by accident. */
    lockedAt: instant(),
    lockedBy: uuid().references(() => users.id),
    checkedInAt: instant(),
    checkedInBy: uuid().references(() => users.id),
    /** Staff who took the money at the club, so that no online payment is expected. */
    staffSettledBy: uuid().references(() => users.id),
    confirmedAt: instant(),
    cancelledAt: instant(),
    cancelReason: text(),
    /** A start before a move, by which a cancellation counts where it is later than its own. */
    policyStartsAt: instant(),
    /** Until when that start counts. It counts for good after a move by the club. */
    policyStartsUntil: instant(),
    /**
     * For a hold of the place to which a player moves this booking. Its price is what the move makes the booking
     * dearer by, and its list price what the booking will cost. It is never confirmed itself.
     */
    replaces: uuid().references((): AnyPgColumn => reservations.id),
    /** What the game's link is made of once its booker has renewed it, else it is the id. */
    gameLinkId: uuid(),
    /** What the cancellation gave back, as everybody was told then. */
    cancelRefundMinor: integer(),
    /** What the policy keeps of the money that the desk took, set by the cancellation. */
    retainedTillMinor: integer().notNull().default(0),
    /** Rises by one with each visible change, by a trigger. */
    revision: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    index('reservations_user_idx').on(t.userId, t.startsAt),
    index('reservations_club_idx').on(t.clubId, t.startsAt),
    index('reservations_guest_idx').on(sql`lower(guest ->> 'email')`).where(sql`guest is not null`),
    index('reservations_customer_idx').on(t.customerId, t.startsAt).where(sql`customer_id is not null`),
    // What left the board and was too long for the window of `readBoard`. No booking is so long.
    index('reservations_long_gone_idx')
      .on(t.clubId, t.endsAt)
      .where(sql`status in ${listed(OFF_BOARD)} and ends_at - starts_at > interval '4 hours'`),
    // The windows of `busy.ts` and `readBoard` look back four hours. This lists what is longer, such as closures.
    index('reservations_court_long_idx')
      .on(t.courtId, t.endsAt, t.startsAt)
      .where(sql`status in ${listed(OCCUPYING)} and ends_at - starts_at > interval '4 hours'`),
    index('reservations_visitor_idx').on(t.visitorId, t.startsAt).where(sql`visitor_id is not null`),
    // Who typed a name and an address and never paid, until `prune` forgets both.
    index('reservations_unpaid_guest_idx')
      .on(t.holdExpiresAt)
      .where(sql`visitor_id is not null and guest is not null and user_id is null and customer_id is null`),
    index('reservations_visitors_open_idx')
      .on(t.clubId, t.holdExpiresAt)
      .where(sql`visitor_id is not null and status in ${listed(HELD)}`),
    index('reservations_group_idx').on(t.groupId).where(sql`group_id is not null`),
    // A change of a series never doubles one of its dates.
    uniqueIndex('reservations_series_key')
      .on(t.seriesId, t.seriesDate)
      .where(sql`series_id is not null and status not in ${listed(OFF_BOARD)}`),
    index('reservations_hold_idx')
      .on(t.holdExpiresAt)
      .where(sql`status in ${listed(HELD)}`),
    uniqueIndex('reservations_replaces_key')
      .on(t.replaces)
      .where(sql`replaces is not null and status in ${listed(HELD)}`),
    // The key above lists no ended hold, which a deletion of the booking looks for too.
    index('reservations_replaces_idx').on(t.replaces).where(sql`replaces is not null`),
    uniqueIndex('reservations_game_link_key').on(t.gameLinkId).where(sql`game_link_id is not null`),
    // An empty range overlaps nothing, so the exclusion constraint would accept it.
    check('reservations_range_positive', sql`${t.endsAt} > ${t.startsAt}`),
    check(
      'reservations_booking_at_most_four_hours',
      sql`${t.kind} not in ${listed(['booking', 'walk_in'] satisfies ReservationKind[])}
        or ${t.endsAt} - ${t.startsAt} <= interval '4 hours'`,
    ),
    check(
      'reservations_hold_expires',
      sql`${t.status} not in ${listed(HELD)} or ${t.holdExpiresAt} is not null`,
    ),
    check(
      'reservations_replacement_is_no_booking',
      sql`${t.replaces} is null
        or (${t.kind} = 'booking' and ${t.status} in ${listed([...HELD, ...OFF_BOARD])} and ${t.priceMinor} > 0)`,
    ),
    check(
      'reservations_policy_start_until',
      sql`${t.policyStartsUntil} is null or ${t.policyStartsAt} is not null`,
    ),
    check('reservations_price_not_negative', sql`${t.priceMinor} >= 0`),
    check('reservations_retained_till', sql`${t.retainedTillMinor} >= 0`),
    check('reservations_visitor_books', sql`${t.visitorId} is null or ${t.kind} = 'booking'`),
    check('reservations_one_customer', sql`num_nonnulls(${t.userId}, ${t.customerId}) <= 1`),
    check('reservations_channel', sql`${t.channel} in ${listed(RESERVATION_CHANNELS)}`),
    check('reservations_list_price', sql`${t.listPriceMinor} >= 0`),
    check(
      'reservations_price_reason',
      sql`${t.priceMinor} = ${t.listPriceMinor} or ${t.priceReason} is not null`,
    ),
    check('reservations_of_series', sql`(${t.seriesId} is null) = (${t.seriesDate} is null)`),
    check('reservations_locked', sql`(${t.lockedAt} is null) = (${t.lockedBy} is null)`),
    check('reservations_checked_in', sql`(${t.checkedInAt} is null) = (${t.checkedInBy} is null)`),
  ],
);

/**
 * From where a visitor held a court, as keyed hashes, for the limits of `lib/reservations/visitors/visitor-limits.ts`. A row is
 * of use for a few days.
 */
export const visitorHolds = pgTable(
  'visitor_holds',
  {
    reservationId: uuid()
      .primaryKey()
      .references(() => reservations.id),
    address: text().notNull(),
    /** Once the visitor has said who books. */
    mailbox: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index('visitor_holds_address_idx').on(t.address, t.createdAt),
    index('visitor_holds_mailbox_idx').on(t.mailbox, t.createdAt).where(sql`mailbox is not null`),
    index('visitor_holds_created_idx').on(t.createdAt),
  ],
);

export const participants = pgTable(
  'participants',
  {
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    position: integer().notNull(),
    userId: uuid().references(() => users.id),
    customerId: uuid().references(() => customers.id),
    name: text().notNull(),
    email: text(),
    /** When they said that they come. */
    acceptedAt: instant(),
    checkedInAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.reservationId, t.position] }),
    index('participants_user_idx').on(t.userId),
    index('participants_customer_idx').on(t.customerId).where(sql`customer_id is not null`),
    index('participants_email_idx').on(sql`lower(email)`).where(sql`email is not null`),
  ],
);
