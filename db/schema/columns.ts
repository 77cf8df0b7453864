import { type SQL, sql } from 'drizzle-orm';
import { timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/** An instant, stored in UTC. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' });

export const createdAt = () => instant().notNull().defaultNow();

/** Time-ordered identity of rows that outsiders refer to. */
export const publicId = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => v7());

/** The values of a list between brackets, for CHECKs and conditions of indexes, which take no parameters. */
export const listed = (words: readonly string[]): SQL =>
  sql.raw(`(${words.map((word) => `'${word}'`).join(', ')})`);
