import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { SPORTS } from './clubs';
import { createdAt, listed } from './columns';
import { LOCALES } from './users';

/** A club that somebody asked for and nobody has decided on. Its id is the one that the club will have. */
export const clubRequests = pgTable(
  'club_requests',
  {
    id: integer().primaryKey().default(sql`nextval('clubs_id_seq')`),
    name: text().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    address: text().notNull(),
    timeZone: text().notNull(),
    currency: text().notNull(),
    sport: text({ enum: SPORTS }).notNull(),
    /** Who will own the club. Lower-cased. */
    email: text().notNull(),
    /** The language in which they asked. */
    locale: text({ enum: LOCALES }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    check('club_requests_currency', sql`${t.currency} ~ '^[A-Z]{3}$'`),
    check('club_requests_email_lower', sql`${t.email} = lower(${t.email})`),
    check('club_requests_locale', sql`${t.locale} in ${listed(LOCALES)}`),
    check('club_requests_sport', sql`${t.sport} in ${listed(SPORTS)}`),
  ],
);
