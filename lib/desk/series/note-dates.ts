import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordDetails } from '@/lib/ledger/states';
import { type Act, addToAct, reservationChange } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type NewWords, wordColumns } from '@/lib/desk/moves/word-columns';

/** Gives dates of a series another title or note as part of an act, of which nobody is told. */
export async function noteDates(
  tx: Tx,
  ctx: Context,
  bookings: readonly Reservation[],
  words: NewWords,
  act: Act,
): Promise<void> {
  if (bookings.length === 0) return;
  const rows = await tx
    .update(reservations)
    .set({ ...wordColumns(words), updatedAt: sql`now()` })
    .where(
      inArray(
        reservations.id,
        bookings.map(({ id }) => id),
      ),
    )
    .returning();
  const changed = bookings.flatMap((before) => {
    const row = rows.find(({ id }) => id === before.id);
    return row ? [{ id: row.id, status: row.status, change: reservationChange(before, row) }] : [];
  });
  await recordDetails(
    tx,
    ctx,
    'reservation',
    ...changed.map(({ id, status, change }) => ({
      id,
      status,
      detail: { fields: Object.keys(change.before ?? {}) },
      asStaff: true,
    })),
  );
  await addToAct(
    tx,
    act,
    changed.map(({ change }) => change),
  );
}
