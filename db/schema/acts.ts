import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { CLUB_LISTS, clubs } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';
import { users } from './users';

/**
 * What can be taken back. `move` is also a change of length, `own_move` is a player's of their own booking, and a list of
 * a club is the replacement of that list. All others are done by staff.
 */
export const ACT_KINDS = [
  'book',
  'move',
  'own_move',
  'swap',
  'shift',
  'cancel',
  'details',
  'lock',
  'check_in',
  'undo_check_in',
  'no_show',
  'revive',
  'merge',
  'book_series',
  'change_series',
  ...CLUB_LISTS,
] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** The rows that an act may change. */
export const ACT_ENTITIES = ['reservation', 'due', 'customer', 'club_list', 'series'] as const;

/** A changed row: the changed columns as they were and as the act left them. Null where there was no row. */
export type ActChange = {
  entity: (typeof ACT_ENTITIES)[number];
  id: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The revision that the act left behind, null for a row without one. */
  revision: number | null;
};

/** Ids, instants, amounts and words of ours, in snake_case, by which a page tells what was done. It names no people. */
export type ActSummary = Record<string, string | number | boolean | null>;

/** What a person's open pages hear once the act stands. */
export type ActMessage = { userId: string; type: string; data: Record<string, unknown> };

/** What staff or players did that can be taken back for a while. The audit keeps it for ever, these rows for days. */
export const acts = pgTable(
  'acts',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    kind: text({ enum: ACT_KINDS }).notNull(),
    /** Whoever did it, by their account or by the browser in which they moved a booking without one. */
    by: uuid().references(() => users.id),
    byVisitor: uuid(),
    /** The request that did it, as in the audit. */
    requestId: text().notNull(),
    createdAt: createdAt(),
    /** Until then nobody is told, nothing is refunded, and it can be undone. */
    undoUntil: instant().notNull(),
    undoneAt: instant(),
    undoneBy: uuid().references(() => users.id),
    undoneByVisitor: uuid(),
    /** Names the request that undid it, so that a repeat is answered with the first. */
    undoKey: text(),
    changes: jsonb().$type<readonly ActChange[]>().notNull(),
    summary: jsonb().$type<ActSummary>().notNull(),
    messages: jsonb().$type<readonly ActMessage[]>().notNull().default([]),
    /** When the messages were written, null while they wait. */
    toldAt: instant(),
  },
  (t) => [
    index('acts_club_idx').on(t.clubId, t.createdAt),
    index('acts_changes_idx').using('gin', t.changes.op('jsonb_path_ops')),
    index('acts_waiting_idx')
      .on(t.undoUntil)
      .where(sql`told_at is null and undone_at is null and messages <> '[]'`),
    check('acts_kind', sql`${t.kind} in ${listed(ACT_KINDS)}`),
    check('acts_by_one', sql`num_nonnulls(${t.by}, ${t.byVisitor}) = 1`),
    check(
      'acts_of_visitor',
      sql`num_nonnulls(${t.byVisitor}, ${t.undoneByVisitor}) = 0 or ${t.kind} = 'own_move'`,
    ),
    check(
      'acts_undone',
      sql`num_nonnulls(${t.undoneBy}, ${t.undoneByVisitor}) = num_nonnulls(${t.undoneAt})`,
    ),
  ],
);
