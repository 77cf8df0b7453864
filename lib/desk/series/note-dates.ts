import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { type ActChange, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { recordDetail } from '@/lib/ledger/states';
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
  const changes: ActChange[] = [];
  for (const booking of bookings) {
    const [row] = await tx
      .update(reservations)
      .set({ ...wordColumns(words), updatedAt: sql`now()` })
      .where(eq(reservations.id, booking.id))
      .returning();
    if (!row) throw new Error('a locked row is there');
    const changed = reservationChange(booking, row);
    changes.push(changed);
    const detail = { fields: Object.keys(changed.before ?? {}) };
    await recordDetail(tx, ctx, 'reservation', row, { detail, asStaff: true });
  }
  return writeAct(tx, ctx, {
    clubId: club.id,
    kind: 'change_series',
    changes: [...changes, ofSeries],
    summary: {
      count: bookings.length,
      ...(bookings[0] && { reservation_id: bookings[0].id }),
      ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }),
    },
    lasts: 'seconds',
  });
}
