import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { clubs } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';
import { reservations } from './reservations';
import { users } from './users';

/** Why a due exists. `correction` replaces money that was booked by mistake, `share` is one player's of the cost. */
export const DUE_CAUSES = ['desk', 'moved', 'extra', 'extended', 'cancelled', 'correction', 'share'] as const;
export type DueCause = (typeof DUE_CAUSES)[number];

/** `payment` and `payout` are for a reservation, `cash_in` and `cash_out` only move cash. */
export const TILL_KINDS = ['payment', 'payout', 'cash_in', 'cash_out'] as const;
export type TillKind = (typeof TILL_KINDS)[number];

/** The kinds that pay for a reservation or pay it back. */
export const PAYING_KINDS = ['payment', 'payout'] as const satisfies TillKind[];

/** The kinds that bring money to the club. The others take it away, and a reversal does the opposite. */
export const INCOMING_KINDS = ['payment', 'cash_in'] as const satisfies TillKind[];

export const TILL_METHODS = ['cash', 'card_terminal', 'bizum', 'transfer'] as const;
export type TillMethod = (typeof TILL_METHODS)[number];

/** What a customer owes the club for a reservation, or the club owes the customer when it is negative. */
export const dues = pgTable(
  'dues',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    /** The seat whose share it is, null for the whole booking. */
    participantPosition: integer(),
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    cause: text({ enum: DUE_CAUSES }).notNull(),
    dueBy: instant(),
    /** As the audit names actors. */
    createdBy: text().notNull(),
    /** The first due of which this is the rest after a part was paid. */
    splitOf: uuid().references((): AnyPgColumn => dues.id),
    createdAt: createdAt(),
    /** When it was paid, or replaced by the due of the rest. */
    settledAt: instant(),
    waivedAt: instant(),
    waivedBy: uuid().references(() => users.id),
    waiveReason: text(),
  },
  (t) => [
    index('dues_open_idx').on(t.clubId, t.createdAt).where(sql`settled_at is null and waived_at is null`),
    index('dues_reservation_idx').on(t.reservationId),
    uniqueIndex('dues_split_key').on(t.splitOf).where(sql`settled_at is null and waived_at is null`),
    uniqueIndex('dues_share_key')
      .on(t.reservationId, t.participantPosition)
      .where(sql`cause = 'share' and split_of is null`),
    index('dues_share_due_idx')
      .on(t.dueBy)
      .where(sql`cause = 'share' and settled_at is null and waived_at is null`),
    check('dues_amount', sql`${t.amountMinor} <> 0 and ${t.currency} ~ '^[A-Z]{3}$'`),
    check('dues_cause', sql`${t.cause} in ${listed(DUE_CAUSES)}`),
    check('dues_share', sql`${t.cause} <> 'share' or num_nulls(${t.participantPosition}, ${t.dueBy}) = 0`),
    check('dues_waived', sql`num_nonnulls(${t.waivedAt}, ${t.waivedBy}, ${t.waiveReason}) in (0, 3)`),
    check('dues_ended_once', sql`${t.settledAt} is null or ${t.waivedAt} is null`),
  ],
);

/** The time between opening a till and counting it. Its amounts are in the club's currency. */
export const tillShifts = pgTable(
  'till_shifts',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    name: text().notNull().default('caja'),
    openedBy: uuid()
      .notNull()
      .references(() => users.id),
    openedAt: createdAt(),
    /** The cash in it when it was opened. */
    floatMinor: integer().notNull(),
    closedBy: uuid().references(() => users.id),
    closedAt: instant(),
    countedMinor: integer(),
    /** The float and the cash entries, as summed up when it was closed. */
    expectedMinor: integer(),
    note: text(),
  },
  (t) => [
    uniqueIndex('till_shifts_open_key').on(t.clubId, t.name).where(sql`closed_at is null`),
    index('till_shifts_club_idx').on(t.clubId, t.openedAt),
    check('till_shifts_amounts', sql`${t.floatMinor} >= 0 and ${t.countedMinor} >= 0`),
    check(
      'till_shifts_closed',
      sql`num_nonnulls(${t.closedAt}, ${t.closedBy}, ${t.countedMinor}, ${t.expectedMinor}) in (0, 4)`,
    ),
  ],
);

/** Money that changed hands at the desk. Append-only but for its note: a mistake is followed by its reversal. */
export const tillEntries = pgTable(
  'till_entries',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    shiftId: uuid().references(() => tillShifts.id),
    kind: text({ enum: TILL_KINDS }).notNull(),
    method: text({ enum: TILL_METHODS }).notNull(),
    /** Positive when it came to the club. */
    amountMinor: integer().notNull(),
    currency: text().notNull(),
    reservationId: uuid().references(() => reservations.id),
    /** The number on the slip of a card terminal, or of a transfer. */
    reference: text(),
    /** The entry that this one takes back. */
    reverses: uuid()
      .unique()
      .references((): AnyPgColumn => tillEntries.id),
    /** Names the request, so that a repeat finds this row. */
    requestKey: text().notNull(),
    takenBy: uuid()
      .notNull()
      .references(() => users.id),
    note: text(),
    at: createdAt(),
  },
  (t) => [
    uniqueIndex('till_entries_request_key').on(t.takenBy, t.requestKey),
    index('till_entries_shift_idx').on(t.shiftId),
    index('till_entries_reservation_idx').on(t.reservationId),
    index('till_entries_club_idx').on(t.clubId, t.at),
    check('till_entries_amount', sql`${t.amountMinor} <> 0 and ${t.currency} ~ '^[A-Z]{3}$'`),
    check('till_entries_kind', sql`${t.kind} in ${listed(TILL_KINDS)}`),
    check('till_entries_method', sql`${t.method} in ${listed(TILL_METHODS)}`),
    check(
      'till_entries_sign',
      sql`(${t.amountMinor} > 0) = ((${t.kind} in ${listed(INCOMING_KINDS)}) = (${t.reverses} is null))`,
    ),
    check('till_entries_cash_in_shift', sql`${t.method} <> 'cash' or ${t.shiftId} is not null`),
    check(
      'till_entries_paying',
      sql`(${t.kind} in ${listed(PAYING_KINDS)}) = (${t.reservationId} is not null)`,
    ),
    check('till_entries_drawer', sql`${t.kind} in ${listed(PAYING_KINDS)} or ${t.method} = 'cash'`),
  ],
);
