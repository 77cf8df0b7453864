import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '@/db';
import { courts, customers, reservations, tillEntries, users } from '@/db/schema';

const taker = alias(users, 'taker');
const account = alias(users, 'account');
const person = alias(customers, 'person');
const member = alias(customers, 'member');
const reversal = alias(tillEntries, 'reversal');

const COLUMNS = {
  id: tillEntries.id,
  clubId: tillEntries.clubId,
  shiftId: tillEntries.shiftId,
  kind: tillEntries.kind,
  method: tillEntries.method,
  amountMinor: tillEntries.amountMinor,
  currency: tillEntries.currency,
  reservationId: tillEntries.reservationId,
  reference: tillEntries.reference,
  reverses: tillEntries.reverses,
  note: tillEntries.note,
  at: tillEntries.at,
  takenBy: tillEntries.takenBy,
  takenByName: taker.name,
  /** The entry that took this one back. */
  reversedBy: reversal.id,
  customerId: sql<string | null>`coalesce(${person.id}, ${member.id})`,
  customerName: sql<
    string | null
  >`coalesce(${person.name}, ${account.name}, ${reservations.guest} ->> 'name')`,
  title: reservations.title,
  bookingKind: reservations.kind,
  courtName: courts.name,
  startsAt: reservations.startsAt,
};

const read = (on: Db | Tx) =>
  on
    .select(COLUMNS)
    .from(tillEntries)
    .leftJoin(taker, eq(taker.id, tillEntries.takenBy))
    .leftJoin(reversal, eq(reversal.reverses, tillEntries.id))
    .leftJoin(reservations, eq(reservations.id, tillEntries.reservationId))
    .leftJoin(courts, eq(courts.id, reservations.courtId))
    .leftJoin(account, eq(account.id, reservations.userId))
    .leftJoin(person, eq(person.id, reservations.customerId))
    .leftJoin(member, and(eq(member.userId, reservations.userId), eq(member.clubId, reservations.clubId)));

/** An entry of the till as staff see it, with what it was for. */
export type ShownEntry = Awaited<ReturnType<typeof read>>[number];

/** Entries, newest first. */
export const readEntries = (
  on: Db | Tx,
  where: SQL | undefined,
  { limit, offset }: { limit: number; offset: number },
): Promise<ShownEntry[]> =>
  read(on).where(where).orderBy(desc(tillEntries.at), desc(tillEntries.id)).limit(limit).offset(offset);

/** One entry that exists. */
export async function findEntry(on: Db | Tx, entryId: string): Promise<ShownEntry> {
  const [entry] = await read(on).where(eq(tillEntries.id, entryId));
  if (!entry) throw new Error('there is such an entry');
  return entry;
}
