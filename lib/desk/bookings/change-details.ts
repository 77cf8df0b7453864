import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { OFF_BOARD, reservations } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { wordColumns } from '@/lib/desk/moves/word-columns';
import { lockCustomer } from '@/lib/desk/read-customers';
import { isGame } from '@/lib/ledger/game';
import { recordDetail } from '@/lib/ledger/states';
import { reservationChange, writeAct } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { type ChangedBooking, lockBooking, readItem } from './lock-booking';

export const changeDetailsSchema = z.strictObject({
  reservationId: z.uuid(),
  /** That of the booking as it was seen. */
  revision: z.int().min(0),
  title: keptName(80).nullable().optional(),
  note: keptText(2000).nullable().optional(),
  /** For whom it is, in place of another whom the desk wrote down. */
  customerId: z.uuid().optional(),
  /** A locked booking is not moved. */
  locked: z.boolean().optional(),
});
export type ChangeDetails = z.output<typeof changeDetailsSchema>;

/**
 * Changes the given details of a booking. They can be taken back until the day ends.
 * @throws AppError conflict for a stale revision (`lockBookings`), for one that has left the board, and for the
 *   customer of a booking that was made online; invalid_input for the customer of a block; not_found, also for a
 *   customer of another club; forbidden, unauthenticated
 */
export async function changeDetails(ctx: Context, wanted: ChangeDetails): Promise<ChangedBooking> {
  return changeOrPreview(ctx, async (tx) => {
    const { reservationId: id, revision } = wanted;
    const { booking, club } = await lockBooking(tx, ctx, 'bookAtDesk', { id, revision });
    if (OFF_BOARD.some((status) => status === booking.status))
      throw new AppError('conflict', 'This booking has ended: there is nothing to note on it any more.');
    const after = await write(tx, ctx, booking, wanted);
    const change = reservationChange(booking, after);
    const fields = Object.keys(change.before ?? {});
    await recordDetail(tx, ctx, 'reservation', after, { detail: { fields }, asStaff: true });
    const act = await writeAct(tx, ctx, {
      clubId: club.id,
      kind: fields.every((field) => LOCK.includes(field)) ? 'lock' : 'details',
      changes: [change],
      summary: { reservation_id: id, locked: after.lockedAt !== null },
      lasts: 'day',
    });
    return { club, item: await readItem(tx, id), act };
  });
}

const LOCK = ['lockedAt', 'lockedBy'];

async function write(
  tx: Tx,
  ctx: Context,
  booking: Reservation,
  { title, note, customerId, locked }: ChangeDetails,
): Promise<Reservation> {
  const { userId } = requireActor(ctx);
  const isChanged = locked !== undefined && locked !== (booking.lockedAt !== null);
  const [after] = await tx
    .update(reservations)
    .set({
      ...wordColumns({ title, note }),
      ...(customerId !== undefined && (await bookerOf(tx, ctx, booking, customerId))),
      ...(isChanged && { lockedAt: locked ? sql`now()` : null, lockedBy: locked ? userId : null }),
      updatedAt: sql`now()`,
    })
    .where(eq(reservations.id, booking.id))
    .returning();
  if (!after) throw new Error('a locked row is there');
  return after;
}

/** Who has an account is named by it. What somebody booked online is theirs. */
async function bookerOf(
  tx: Tx,
  ctx: Context,
  { kind, channel, clubId, userId }: Reservation,
  wanted: string,
) {
  if (!isGame({ kind }))
    throw new AppError('invalid_input', 'Only a booking or a walk-in is for somebody.', {
      fields: { customer_id: ['goes only with a booking or a walk-in'] },
    });
  const customer = await lockCustomer(tx, ctx, wanted, 'bookAtDesk');
  if (customer.clubId !== clubId) throw notFound('customer');
  if (channel === 'online' && customer.userId !== userId)
    throw new AppError('conflict', 'This was booked online: it stays with the account that booked it.');
  return { userId: customer.userId, customerId: customer.userId === null ? customer.id : null };
}
