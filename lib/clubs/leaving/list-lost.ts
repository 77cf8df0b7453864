import { and, asc, desc, eq, gt, gte, sql } from 'drizzle-orm';
import { type Db, db, type Tx } from '@/db';
import { operations, reservations } from '@/db/schema';
import { wasDeletedWith } from '../finish-deletion';

/** When the last closing began. Its courts have the same moment, since one transaction closed them. */
export const closingOf = (clubId: number) =>
  db()
    .select({ at: operations.createdAt })
    .from(operations)
    .where(and(eq(operations.kind, 'club_deleted'), eq(operations.objectId, String(clubId))))
    .orderBy(desc(operations.createdAt))
    .limit(1);

/** The bookings ahead that the last closing of a club cancelled, by start. */
export async function listLost(on: Tx | Db, clubId: number): Promise<string[]> {
  const rows = await on
    .select({ id: reservations.id })
    .from(reservations)
    .where(
      and(
        wasDeletedWith(clubId),
        gte(reservations.cancelledAt, closingOf(clubId)),
        gt(reservations.startsAt, sql`now()`),
      ),
    )
    .orderBy(asc(reservations.startsAt), asc(reservations.id));
  return rows.map(({ id }) => id);
}
