import { eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '@/db';
import { clubs, courts, dues, reservations } from '@/db/schema';
import { account, BOOKING, IS_ACCOUNT, IS_MEMBER, IS_PERSON, member, person } from './booking-taker';

const first = alias(dues, 'first');

/**
 * A due as staff see it: under the first one's id and age, with what is still owed. Amounts are in minor units,
 * negative when the club owes.
 */
const COLUMNS = {
  id: sql<string>`coalesce(${dues.splitOf}, ${dues.id})`,
  clubId: dues.clubId,
  reservationId: dues.reservationId,
  amountMinor: sql<number>`(select coalesce(sum(amount_minor), 0)::int from dues part
    where coalesce(${dues.splitOf}, ${dues.id}) in (part.id, part.split_of)
      and part.settled_at is null and part.waived_at is null)`,
  currency: dues.currency,
  cause: dues.cause,
  dueBy: dues.dueBy,
  createdAt: sql<Date>`coalesce(${first.createdAt}, ${dues.createdAt})`.mapWith(dues.createdAt),
  ...BOOKING,
  userId: reservations.userId,
  customerEmail: sql<
    string | null
  >`coalesce(${person.email}, ${account.email}, ${reservations.guest} ->> 'email')`,
  customerPhone: sql<string | null>`coalesce(${person.phone}, ${account.phone}, ${member.phone})`,
  timeZone: clubs.timeZone,
  clubName: clubs.name,
};

const read = (on: Db | Tx) =>
  on
    .select(COLUMNS)
    .from(dues)
    .leftJoin(first, eq(first.id, dues.splitOf))
    .innerJoin(reservations, eq(reservations.id, dues.reservationId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .innerJoin(clubs, eq(clubs.id, dues.clubId))
    .leftJoin(account, IS_ACCOUNT)
    .leftJoin(person, IS_PERSON)
    .leftJoin(member, IS_MEMBER);

export type ShownDue = Awaited<ReturnType<typeof read>>[number];

/** Dues in the order of their age, oldest first. */
export const readDues = (
  on: Db | Tx,
  where: SQL | undefined,
  { limit, offset }: { limit: number; offset: number },
): Promise<ShownDue[]> =>
  read(on)
    .where(where)
    .orderBy(sql`coalesce(${first.createdAt}, ${dues.createdAt})`, COLUMNS.id)
    .limit(limit)
    .offset(offset);

/** A due that exists, by the id under which it is shown. */
export async function findDue(on: Db | Tx, id: string): Promise<ShownDue> {
  const [due] = await read(on).where(eq(dues.id, id));
  if (!due) throw new Error('there is such a due');
  return due;
}
