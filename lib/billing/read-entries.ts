import { asc, desc, eq, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Db, Tx } from '@/db';
import { courts, reservations, tillEntries, users } from '@/db/schema';
import { account, BOOKING, IS_ACCOUNT, IS_MEMBER, IS_PERSON, member, person } from './booking-taker';

const taker = alias(users, 'taker');
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
  ...BOOKING,
};

const read = (on: Db | Tx) =>
  on
    .select(COLUMNS)
    .from(tillEntries)
    .leftJoin(taker, eq(taker.id, tillEntries.takenBy))
    .leftJoin(reversal, eq(reversal.reverses, tillEntries.id))
    .leftJoin(reservations, eq(reservations.id, tillEntries.reservationId))
    .leftJoin(courts, eq(courts.id, reservations.courtId))
    .leftJoin(account, IS_ACCOUNT)
    .leftJoin(person, IS_PERSON)
    .leftJoin(member, IS_MEMBER);

/** An entry of the till as staff see it, with what it was for. */
export type ShownEntry = Awaited<ReturnType<typeof read>>[number];

type Page = { limit: number; offset: number; oldestFirst?: boolean };

/** Entries, newest first unless asked otherwise. */
export const readEntries = (
  on: Db | Tx,
  where: SQL | undefined,
  { limit, offset, oldestFirst = false }: Page,
): Promise<ShownEntry[]> => {
  const side = oldestFirst ? asc : desc;
  return read(on)
    .where(where)
    .orderBy(side(tillEntries.at), side(tillEntries.id))
    .limit(limit)
    .offset(offset);
};

/** One entry that exists. */
export async function findEntry(on: Db | Tx, entryId: string): Promise<ShownEntry> {
  const [entry] = await read(on).where(eq(tillEntries.id, entryId));
  if (!entry) throw new Error('there is such an entry');
  return entry;
}
