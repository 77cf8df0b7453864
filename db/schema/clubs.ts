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
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { createdAt, instant, listed } from './columns';

export const SPORTS = ['padel', 'tennis'] as const;
export const SURFACES = ['turf', 'clay', 'hard', 'grass', 'concrete'] as const;
export const COURT_FORMATS = ['single', 'double'] as const;

/** What a move that changes the price does, unless staff choose: ask, keep the price, or take the list price. */
export const MOVE_PRICES = ['ask', 'keep', 'list'] as const;

/** Who hears of a freed start: everybody who waits, or one after another with the court held for them. */
export const WAITING_LISTS = ['everybody', 'in_turn'] as const;
export type WaitingList = (typeof WAITING_LISTS)[number];

/**
 * The share of the price that goes back, by hours of notice: all from `freeHours` on, then `laterPercent`, nothing
 * below `nothingHours`.
 */
export type RefundPolicy = { freeHours: number; laterPercent: number; nothingHours: number };

/** An extra of a booking, priced per piece in the club's currency. */
export type ClubExtra = { code: string; name: { es: string; en: string }; priceMinor: number };

/** The facts of a club that the outside directory knows too. */
export const DIRECTORY_FACTS = [
  'name',
  'city',
  'country',
  'address',
  'latitude',
  'longitude',
  'phone',
] as const;
export type DirectoryFact = (typeof DIRECTORY_FACTS)[number];

/** Among what staff decided: that the club is open, although the directory calls it closed. */
export const KEPT_OPEN = 'open';

export type DirectoryFacts = {
  name: string;
  city: string;
  country: string;
  address: string;
  latitude: number;
  longitude: number;
  phone: string | null;
};

/** Whether the public may see a club, as `isListed` says it in `lib/catalogue`. */
export const LISTED = sql`deleted_at is null and (published_at is not null or external_id is not null)`;

/** A club's place in units of a centimetre. Finer ones make products that underflow, which PostgreSQL refuses. */
export const PLACE = sql`point(round(longitude * 1e7), round(latitude * 1e7))`;

export const clubs = pgTable(
  'clubs',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** The club's key in the outside directory from which it is copied. */
    externalId: text().unique(),
    slug: text().notNull().unique(),
    name: text().notNull(),
    city: text().notNull(),
    /** The city as `foldText` writes it, by which it is found. */
    cityKey: text().notNull().generatedAlwaysAs(sql`fold_city(city)`),
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
    /** The local minute at which the last day of the horizon opens for sale. Null means midnight. */
    releaseMinute: integer(),
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
    waitingList: text({ enum: WAITING_LISTS }).notNull().default('everybody'),
    /** Rises by one with each change of its facts and rules. Lists have their own. */
    revision: integer().notNull().default(0),
    /** How often each list that decides what is sold was replaced. Whoever sends one names what they read. */
    hoursRevision: integer().notNull().default(0),
    specialDaysRevision: integer().notNull().default(0),
    pricesRevision: integer().notNull().default(0),
    categoriesRevision: integer().notNull().default(0),
    extrasRevision: integer().notNull().default(0),
    /** What the outside directory last said, which may differ from what staff decided. */
    directoryFacts: jsonb().$type<DirectoryFacts>(),
    /** The facts that staff decided, over which the outside directory has no say. */
    staffEdited: text().array().notNull().default([]),
    /** When the club first went on sale. Before that the public sees nothing of it that the directory does not list. */
    publishedAt: instant(),
    /** Since when nothing is sold online. */
    salesPausedAt: instant(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
    deletedAt: instant(),
  },
  (t) => [
    index('clubs_listed_idx').on(t.name, t.id).where(LISTED),
    index('clubs_city_key_idx').on(t.cityKey, t.name, t.id),
    index('clubs_place_idx').using('gist', PLACE).where(LISTED),
    index('clubs_off_sale_idx')
      .on(t.name, t.id)
      .where(sql`deleted_at is null and (published_at is null or sales_paused_at is not null)`),
    check('clubs_paused', sql`${t.salesPausedAt} is null or ${t.publishedAt} is not null`),
    check('clubs_move_price', sql`${t.movePrice} in ${listed(MOVE_PRICES)}`),
    check('clubs_waiting_list', sql`${t.waitingList} in ${listed(WAITING_LISTS)}`),
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
    /** The first local date on which it is not sold. */
    retiresOn: date(),
    deactivatedAt: instant(),
    /** Rises by one with each change by staff. */
    revision: integer().notNull().default(0),
    /** What the outside directory calls it. Null for a court that staff added. */
    directoryName: text(),
    /** The directory leaves alone what staff have changed. */
    staffChangedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('courts_club_position_key').on(t.clubId, t.position),
    index('courts_retiring_idx')
      .on(t.retiresOn)
      .where(sql`deactivated_at is null and retires_on is not null`),
  ],
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
    /** Local dates of a season, both inclusive. Without them the row is of the ordinary week. */
    validFrom: date(),
    validUntil: date(),
  },
  (t) => [
    index('opening_hours_club_idx').on(t.clubId),
    check(
      'opening_hours_range',
      sql`${t.weekday} between 1 and 7 and ${t.opensMinute} between 0 and 1439
        and ${t.closesMinute} > ${t.opensMinute} and ${t.closesMinute} <= ${t.opensMinute} + 1440`,
    ),
    check(
      'opening_hours_season',
      sql`num_nonnulls(${t.validFrom}, ${t.validUntil}) in (0, 2) and ${t.validUntil} >= ${t.validFrom}`,
    ),
  ],
);

/** The lists of a club that are replaced as a whole. */
export const CLUB_LISTS = ['opening_hours', 'special_days', 'price_rules', 'categories', 'extras'] as const;
export type ClubList = (typeof CLUB_LISTS)[number];

/** A window of wall time, in minutes after local midnight. */
export type WallWindow = { opensMinute: number; closesMinute: number };

/** A date on which neither the week nor a season of the club holds. */
export const specialDays = pgTable(
  'special_days',
  {
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    date: date().notNull(),
    name: jsonb().$type<{ es: string; en: string }>(),
    closed: boolean().notNull(),
    /** A public holiday, for price rules that ask. */
    holiday: boolean().notNull(),
    windows: jsonb().$type<WallWindow[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.clubId, t.date] }),
    check('special_days_closed', sql`${t.closed} = (jsonb_array_length(${t.windows}) = 0)`),
  ],
);

/** A group of a club's people, with prices and limits of its own. */
export const categories = pgTable(
  'categories',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    code: text().notNull(),
    name: jsonb().$type<{ es: string; en: string }>().notNull(),
    position: integer().notNull(),
    /** How many days ahead these people may book. Null means as the club sells. */
    horizonDays: integer(),
    /** How many bookings ahead one of them may have at a time. */
    maxUpcoming: integer(),
    /** How many of them in one week may be at prime time. */
    maxPrimePerWeek: integer(),
    createdAt: createdAt(),
    archivedAt: instant(),
  },
  (t) => [
    uniqueIndex('categories_club_code_key').on(t.clubId, t.code),
    check('categories_code', sql`${t.code} ~ '^[a-z0-9_-]{1,40}$'`),
    check(
      'categories_limits',
      sql`${t.horizonDays} between 0 and 120 and ${t.maxUpcoming} > 0 and ${t.maxPrimePerWeek} > 0`,
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
    /** True for public holidays alone, false for all other days. */
    onHolidays: boolean(),
    /** Lengths of the whole booking. */
    durationsMinutes: integer().array(),
    category: text(),
    pricePerHourMinor: integer().notNull(),
    /** What it prices is prime time, of which a category may have a quota. */
    prime: boolean().notNull().default(false),
    /** Rules are never deleted, because what was sold names them. */
    archivedAt: instant(),
  },
  (t) => [
    index('price_rules_club_idx').on(t.clubId),
    uniqueIndex('price_rules_club_position_key').on(t.clubId, t.position).where(sql`${t.archivedAt} is null`),
  ],
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
