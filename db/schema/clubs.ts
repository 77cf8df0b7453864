import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, listed } from './columns';

export const SPORTS = ['padel', 'tennis'] as const;
export const SURFACES = ['turf', 'clay', 'hard', 'grass', 'concrete'] as const;
export const COURT_FORMATS = ['single', 'double'] as const;

/** What a move that changes the price does, unless staff choose: ask, keep the price, or take the list price. */
export const MOVE_PRICES = ['ask', 'keep', 'list'] as const;

/**
 * The share of the price that goes back, by hours of notice: all from `freeHours` on, then `laterPercent`, nothing
 * below `nothingHours`.
 */
export type RefundPolicy = { freeHours: number; laterPercent: number; nothingHours: number };

/** An extra of a booking, priced per piece in the club's currency. */
export type ClubExtra = { code: string; name: { es: string; en: string }; priceMinor: number };

export const clubs = pgTable(
  'clubs',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** The club's key in the outside directory from which it is copied. */
    externalId: text().unique(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    address: text().notNull(),
    latitude: doublePrecision().notNull(),
    longitude: doublePrecision().notNull(),
    /** IANA zone, by which the club's wall time is read. */
    timeZone: text().notNull(),
    currency: text().notNull(),
    phone: text(),
    email: text(),
    about: jsonb().$type<{ es: string; en: string }>().notNull(),
    amenities: text().array().notNull().default([]),
    durationsMinutes: integer().array().notNull(),
    stepMinutes: integer().notNull().default(30),
    leadMinutes: integer().notNull().default(0),
    horizonDays: integer().notNull().default(28),
    /** Refuse starts that leave a gap nobody can book. */
    gapRule: boolean().notNull().default(true),
    holdMinutes: integer().notNull().default(10),
    refundPolicy: jsonb()
      .$type<RefundPolicy>()
      .notNull()
      .default({ freeHours: 24, laterPercent: 50, nothingHours: 2 }),
    extras: jsonb().$type<ClubExtra[]>().notNull().default([]),
    movePrice: text({ enum: MOVE_PRICES }).notNull().default('ask'),
    /** After so many minutes without a check-in a booking is a no-show. Null means never. */
    noShowMinutes: integer(),
    /** So long before the start players can be checked in. */
    checkInFromMinutes: integer().notNull().default(30),
    /** How long an act of staff can be undone before anybody is told. */
    undoSeconds: integer().notNull().default(10),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    deletedAt: instant(),
  },
  (t) => [
    index('clubs_city_idx').on(t.city),
    check('clubs_move_price', sql`${t.movePrice} in ${listed(MOVE_PRICES)}`),
    check(
      'clubs_desk_minutes',
      sql`${t.noShowMinutes} > 0 and ${t.checkInFromMinutes} >= 0 and ${t.undoSeconds} between 0 and 60`,
    ),
  ],
);

export const courts = pgTable(
  'courts',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    name: text().notNull(),
    position: integer().notNull(),
    sport: text({ enum: SPORTS }).notNull(),
    indoor: boolean().notNull(),
    surface: text({ enum: SURFACES }).notNull(),
    format: text({ enum: COURT_FORMATS }).notNull(),
    deactivatedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('courts_club_position_key').on(t.clubId, t.position)],
);

export const openingHours = pgTable(
  'opening_hours',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    /** ISO weekday, 1 = Monday. */
    weekday: integer().notNull(),
    /** Minutes after local midnight of that day. */
    opensMinute: integer().notNull(),
    /** Above 1440 when the club closes past midnight. */
    closesMinute: integer().notNull(),
  },
  (t) => [
    index('opening_hours_club_idx').on(t.clubId),
    check(
      'opening_hours_range',
      sql`${t.weekday} between 1 and 7 and ${t.opensMinute} between 0 and 1439
        and ${t.closesMinute} > ${t.opensMinute} and ${t.closesMinute} <= ${t.opensMinute} + 1440`,
    ),
  ],
);

/** A null condition matches everything. The first match by position wins. */
export const priceRules = pgTable(
  'price_rules',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    position: integer().notNull(),
    name: jsonb().$type<{ es: string; en: string }>().notNull(),
    courtIds: integer().array(),
    weekdays: integer().array(),
    /** Local minutes of the day, half-open. */
    fromMinute: integer(),
    untilMinute: integer(),
    /** Local dates, both inclusive. */
    seasonFrom: date(),
    seasonUntil: date(),
    category: text(),
    pricePerHourMinor: integer().notNull(),
  },
  (t) => [uniqueIndex('price_rules_club_position_key').on(t.clubId, t.position)],
);

/** One row for each club and court with the words of search. Its trigram index is in `0001_guards.sql`. */
export const searchDocuments = pgTable(
  'search_documents',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    type: text({ enum: ['club', 'court'] }).notNull(),
    objectId: integer().notNull(),
    clubId: integer().notNull(),
    slug: text().notNull(),
    name: text().notNull(),
    city: text().notNull(),
    /** Accent-free, lower-case. */
    words: text().notNull(),
    updatedAt: createdAt(),
  },
  (t) => [uniqueIndex('search_documents_object_key').on(t.type, t.objectId)],
);
