import { bigint, customType, index, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { clubs } from './clubs';
import { createdAt, instant } from './columns';
import { reservations } from './reservations';

/** The id of a transaction, which PostgreSQL never uses twice. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' });

/** Where a reservation was before it moved. A trigger writes it for pages that still show it there. */
export const leftPlaces = pgTable(
  'left_places',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    reservationId: uuid()
      .notNull()
      .references(() => reservations.id),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    /** The transaction that moved it. */
    leftIn: transactionId().notNull(),
    leftAt: createdAt(),
  },
  (t) => [index('left_places_club_idx').on(t.clubId, t.leftIn)],
);
