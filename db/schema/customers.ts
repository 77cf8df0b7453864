import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { clubs } from './clubs';
import { createdAt, instant, publicId } from './columns';
import { users } from './users';

/**
 * A person at one club. Who has an account is read from it, and `name`, `email` and `phone` are what the club wrote.
 */
export const customers = pgTable(
  'customers',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    userId: uuid().references(() => users.id),
    name: text(),
    /** Lower-cased. */
    email: text(),
    /** E.164. */
    phone: text(),
    /** Name, mail and number as `foldText` writes them, for the search. Triggers write those of an account. */
    words: text().notNull().default(''),
    /** A code that price rules may require ("member", "junior", …). */
    category: text(),
    /** Only staff read it. */
    note: text(),
    blockedAt: instant(),
    blockedBy: uuid().references(() => users.id),
    blockReason: text(),
    /** The row of the same person that took this one's bookings. It is never merged itself. */
    mergedInto: uuid().references((): AnyPgColumn => customers.id),
    erasedAt: instant(),
    /** Rises by one with each change. A write from a page names the one it saw. */
    revision: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    uniqueIndex('customers_account_key').on(t.userId, t.clubId).where(sql`user_id is not null`),
    uniqueIndex('customers_email_key')
      .on(t.email, t.clubId)
      .where(sql`email is not null and user_id is null and merged_into is null`),
    // Also of those who have an account since, whom the key above leaves out.
    index('customers_address_idx')
      .on(t.clubId, t.email)
      .where(sql`email is not null and merged_into is null`),
    index('customers_club_idx').on(t.clubId, t.id),
    // Equal keys lie packed, so that counting 200,000 people reads 170 pages.
    index('customers_standing_idx').on(t.clubId).where(sql`merged_into is null and erased_at is null`),
    // Words end with the number, of which reception is told the last digits.
    index('customers_ending_idx')
      .on(t.clubId, sql`reverse(right(words, 12)) text_pattern_ops`)
      .where(sql`merged_into is null and erased_at is null`),
    index('customers_phone_idx').on(t.clubId, t.phone).where(sql`phone is not null`),
    index('customers_merged_idx').on(t.mergedInto).where(sql`merged_into is not null`),
    index('customers_words_idx').using('gin', t.words.op('gin_trgm_ops')),
    check('customers_named', sql`${t.userId} is not null or ${t.name} is not null`),
    check('customers_email_lower', sql`${t.email} = lower(${t.email})`),
    check('customers_blocked', sql`(${t.blockedAt} is null) = (${t.blockReason} is null)`),
    check('customers_merged', sql`${t.mergedInto} <> ${t.id}`),
    check('customers_merged_without_account', sql`${t.mergedInto} is null or ${t.userId} is null`),
  ],
);

/**
 * When each person of a club last played there, or will. Triggers keep it at the commit (`keep_last_game`). Merged and
 * erased people have none.
 */
export const lastGames = pgTable(
  'last_games',
  {
    customerId: uuid()
      .primaryKey()
      .references(() => customers.id),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    startsAt: instant().notNull(),
  },
  (t) => [index('last_games_club_idx').on(t.clubId, t.startsAt, t.customerId)],
);

/**
 * The numbers and addresses that two people of a club or more have, with each of these people. Triggers keep it at the
 * commit (`keep_shared_contacts`). Merged and erased people have none.
 */
export const sharedContacts = pgTable(
  'shared_contacts',
  {
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    /** A number as E.164, or an address of the club's own words or of an account. */
    contact: text().notNull(),
    customerId: uuid()
      .notNull()
      .references(() => customers.id),
  },
  (t) => [
    primaryKey({ columns: [t.clubId, t.contact, t.customerId] }),
    index('shared_contacts_customer_idx').on(t.customerId),
  ],
);
