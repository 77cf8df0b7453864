import { asc, eq } from 'drizzle-orm';
import { db } from '@/db';
import { dues, tillEntries } from '@/db/schema';
import type { Due } from '@/lib/ledger/open-due';
import type { TillEntry } from './enter-money';

/** What was owed for a booking and what the desk took for it, each oldest first. */
export type BookingMoney = { dues: Due[]; tillEntries: TillEntry[] };

/** The dues and the entries of the till of one booking, for a caller that has asked who may see them. */
export async function readBookingMoney(reservationId: string): Promise<BookingMoney> {
  const [owed, entries] = await Promise.all([
    db()
      .select()
      .from(dues)
      .where(eq(dues.reservationId, reservationId))
      .orderBy(asc(dues.createdAt), asc(dues.id)),
    db()
      .select()
      .from(tillEntries)
      .where(eq(tillEntries.reservationId, reservationId))
      .orderBy(asc(tillEntries.at), asc(tillEntries.id)),
  ]);
  return { dues: owed, tillEntries: entries };
}
