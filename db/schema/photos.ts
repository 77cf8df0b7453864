import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { clubs, courts } from './clubs';
import { createdAt, instant, publicId } from './columns';
import { users } from './users';

/**
 * A picture of a club, or of one of its courts. The row comes before its files and outlives them, so that no file is
 * without one.
 */
export const photos = pgTable(
  'photos',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    courtId: integer().references(() => courts.id),
    /** The order within the club. The first one stands for the club. */
    position: integer().notNull(),
    /** What it shows, for those who do not see it. */
    alt: jsonb().$type<{ es: string; en: string }>().notNull(),
    /** The pixels of its largest file. */
    width: integer().notNull(),
    height: integer().notNull(),
    /** Of the file as it was sent, by which a club's second upload of it is known. */
    sha256: text().notNull(),
    revision: integer().notNull().default(0),
    /** Null for those of the example data, and when the person is gone. */
    createdBy: uuid().references(() => users.id),
    createdAt: createdAt(),
    /** When its files were all kept. Before that nobody sees it. */
    storedAt: instant(),
    deletedAt: instant(),
    /** When its files were removed. Until then a job has to do it. */
    filesRemovedAt: instant(),
  },
  (t) => [
    index('photos_club_idx')
      .on(t.clubId, t.position)
      .where(sql`stored_at is not null and deleted_at is null`),
    uniqueIndex('photos_picture_key').on(t.clubId, t.sha256).where(sql`deleted_at is null`),
    index('photos_unfinished_idx').on(t.createdAt).where(sql`stored_at is null and deleted_at is null`),
    index('photos_removing_idx')
      .on(t.deletedAt)
      .where(sql`deleted_at is not null and files_removed_at is null`),
    check('photos_size', sql`${t.width} > 0 and ${t.height} > 0`),
    check('photos_sha256', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('photos_removed', sql`${t.filesRemovedAt} is null or ${t.deletedAt} is not null`),
  ],
);
