import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { clubs, courts } from './clubs';
import { createdAt, listed, publicId } from './columns';
import { customers } from './customers';
import { users } from './users';

/** What can repeat. */
export const SERIES_KINDS = ['booking', 'block', 'maintenance'] as const;
/** Why a series has nothing on one of its dates: staff left it out, or it could not be had. */
export const SKIPPED_BECAUSE = ['skipped', 'conflict'] as const;

/** What repeats by weeks, as it is from now on. What it made are rows of `reservations`. */
export const series = pgTable(
  'series',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    courtId: integer()
      .notNull()
      .references(() => courts.id),
    customerId: uuid().references(() => customers.id),
    kind: text({ enum: SERIES_KINDS }).notNull(),
    title: text(),
    note: text(),
    /** ISO weekdays, 1 = Monday. */
    weekdays: integer().array().notNull(),
    /** Counted from the week of the first date. */
    everyWeeks: integer().notNull().default(1),
    /** Minutes after local midnight. */
    startMinute: integer().notNull(),
    durationMinutes: integer().notNull(),
    /** Local dates, both inclusive. */
    fromDate: date().notNull(),
    untilDate: date().notNull(),
    /** What each booking costs. Null means the list price of its time. */
    fixedMinor: integer(),
    priceReason: text(),
    revision: integer().notNull().default(0),
    createdBy: uuid()
      .notNull()
      .references(() => users.id),
    createdAt: createdAt(),
  },
  (t) => [
    index('series_club_idx').on(t.clubId, t.untilDate),
    check('series_kind', sql`${t.kind} in ${listed(SERIES_KINDS)}`),
    check('series_customer', sql`(${t.kind} = 'booking') = (${t.customerId} is not null)`),
    check(
      'series_pattern',
      sql`cardinality(${t.weekdays}) between 1 and 7 and ${t.everyWeeks} between 1 and 8
        and ${t.startMinute} between 0 and 1439 and ${t.durationMinutes} > 0
        and ${t.untilDate} between ${t.fromDate} and ${t.fromDate} + 371`,
    ),
    check(
      'series_price',
      sql`${t.fixedMinor} >= 0 and (${t.fixedMinor} is null) = (${t.priceReason} is null)`,
    ),
  ],
);

/** A date of a series on which it made nothing. */
export const seriesExceptions = pgTable(
  'series_exceptions',
  {
    seriesId: uuid()
      .notNull()
      .references(() => series.id),
    date: date().notNull(),
    why: text({ enum: SKIPPED_BECAUSE }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.seriesId, t.date] }),
    check('series_exceptions_why', sql`${t.why} in ${listed(SKIPPED_BECAUSE)}`),
  ],
);
