import { date, integer, pgTable, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { clubs, courts } from './clubs';
import { instant } from './columns';

const minutes = () => smallint().notNull().default(0);
const count = () => smallint().notNull().default(0);

/**
 * What one court sold on one day of its club, counted from `reservations` by `lib/availability/court-days`. A day on
 * which nothing happened has no row. The day ends with the last opening of its date, midnight at the earliest and six in
 * the morning at the latest. So what is played past midnight counts for the evening before.
 */
export const courtDays = pgTable(
  'court_days',
  {
    clubId: integer()
      .notNull()
      .references(() => clubs.id, { onDelete: 'cascade' }),
    courtId: integer()
      .notNull()
      .references(() => courts.id, { onDelete: 'cascade' }),
    localDate: date().notNull(),
    /** Minutes within the opening hours in which the court is taken: by games, blocks and running holds. */
    takenMinutes: minutes(),
    /** Minutes of games that have, or had, the court, at any hour. The sum of the hours below. */
    soldMinutes: minutes(),
    /** Minutes within the opening hours in which the club sells nothing: blocks, maintenance and closures. */
    blockedMinutes: minutes(),
    /** Games that are sold, by the day of their start. Walk-ins and no-shows are among them. */
    bookings: count(),
    walkIns: count(),
    noShows: count(),
    /** Games that were cancelled. Holds that ran out are not among them. */
    cancelled: count(),
    /** How long before their start the games were booked, added up, in minutes. */
    leadMinutes: integer().notNull().default(0),
    /** Sold minutes in each hour of the wall clock, from 24 on past midnight. An hour that comes twice has up to 120. */
    h00: minutes(),
    h01: minutes(),
    h02: minutes(),
    h03: minutes(),
    h04: minutes(),
    h05: minutes(),
    h06: minutes(),
    h07: minutes(),
    h08: minutes(),
    h09: minutes(),
    h10: minutes(),
    h11: minutes(),
    h12: minutes(),
    h13: minutes(),
    h14: minutes(),
    h15: minutes(),
    h16: minutes(),
    h17: minutes(),
    h18: minutes(),
    h19: minutes(),
    h20: minutes(),
    h21: minutes(),
    h22: minutes(),
    h23: minutes(),
    h24: minutes(),
    h25: minutes(),
    h26: minutes(),
    h27: minutes(),
    h28: minutes(),
    h29: minutes(),
  },
  // `court_days_taken_idx` by club and date holds what is taken, for free shares. It is written by hand.
  (t) => [primaryKey({ columns: [t.clubId, t.courtId, t.localDate] })],
);

/**
 * The stretches of a court whose days must be counted anew. Triggers write them with what changed. Every hold writes
 * one, so they have neither key nor index.
 */
export const staleDays = pgTable('stale_days', {
  courtId: integer().notNull(),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  markedAt: instant().notNull().defaultNow(),
});
