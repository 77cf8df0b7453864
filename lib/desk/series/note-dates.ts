import { inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type ActChange, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { recordDetails } from '@/lib/ledger/states';
import { type Act, reservationChange, writeAct } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type NewWords, wordColumns } from '@/lib/desk/moves/word-columns';

/** Gives dates of a series another title or note, as one act that nobody is told of. */
export async function noteDates(
  tx: Tx,
  ctx: Context,
  club: Club,
  bookings: readonly Reservation[],
  words: NewWords,
  ofSeries: ActChange,
): Promise<Act> {
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
  return writeAct(tx, ctx, {
    clubId: club.id,
    kind: 'change_series',
    changes: [...changed.map(({ change }) => change), ofSeries],
    summary: {
      count: bookings.length,
      ...(bookings[0] && { reservation_id: bookings[0].id }),
      ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }),
    },
    lasts: 'seconds',
  });
}
