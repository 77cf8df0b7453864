import { and, eq, gt, gte, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { acts, courts, payments, refunds, reservations } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import type { BoardItem } from '@/lib/desk/board-item';
import { lockSeriesOf } from '@/lib/desk/series/lock-series';
import { balanceDues } from '@/lib/ledger/balance-dues';
import { releaseRetained } from '@/lib/ledger/release-retained';
import { move } from '@/lib/ledger/states';
import { invitePlayers } from '@/lib/notices/invite-players';
import { notify, tellEach } from '@/lib/notices/notify';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { offeringOthers } from './find-place';
import { findClub, lockBooking, readItem } from './lock-booking';
import { retakePlace } from './take-place';

export const restoreBookingSchema = z.strictObject({
  id: z.uuid(),
  /** That of the booking as it was seen. */
  revision: z.int().min(0),
  /** Whether its people are told. */
  notify: z.boolean().default(true),
});

/**
 * Lets a cancelled booking stand again once the cancellation can no longer be undone: its court is free, and nothing
 * was given back by card. What is not paid of its price is owed, and its people are told at once.
 * @throws AppError slot_taken with alternatives when somebody has the court; conflict for a stale revision
 *   (`lockBookings`), while the cancellation can be undone, after a refund, for a game that is over, a court that is
 *   not sold any more, a date of a series that has another booking then (`date_taken`) and one that was never
 *   confirmed; not_found, forbidden, unauthenticated
 */
export async function restoreBooking(
  ctx: Context,
  { notify: isTold, ...seen }: z.output<typeof restoreBookingSchema>,
): Promise<{ club: Club; item: BoardItem }> {
  return offeringOthers(ctx, await findClub(ctx, seen.id, 'cancelByPolicy'), () =>
    changeOrPreview(ctx, async (tx, after) => {
      const { booking, club } = await lockBooking(tx, ctx, 'cancelByPolicy', seen);
      await lockSeriesOf(tx, [booking]);
      await assertRestorable(tx, ctx, booking);
      const restored = await restore(tx, ctx, booking);
      if (isTold) await tellAgain(tx, after, restored);
      return { club, item: await readItem(tx, booking.id) };
    }),
  );
}

async function assertRestorable(tx: Tx, ctx: Context, booking: Reservation): Promise<void> {
  const refuse = (sentence: string, reason: string) =>
    new AppError('conflict', sentence, { details: { reason } });
  if (booking.status !== 'cancelled' || booking.confirmedAt === null)
    throw refuse('Only a confirmed booking that was cancelled can stand again.', 'not_cancelled');
  if (booking.endsAt <= ctx.now) throw refuse('This game is over.', 'over');
  if (await isUndoable(tx, booking))
    throw refuse('Undo the cancellation instead: nobody knows of it yet.', 'undo');
  if (await isRefunded(tx, booking))
    throw refuse('The money has gone back to the card: book it anew.', 'refunded');
  if (!(await isOnSale(tx, booking))) throw refuse('This court is not sold any more.', 'court_closed');
}

const isUndoable = async (tx: Tx, { id }: Reservation): Promise<boolean> =>
  (await tx.$count(
    acts,
    and(
      eq(acts.kind, 'cancel'),
      isNull(acts.undoneAt),
      gt(acts.undoUntil, sql`clock_timestamp()`),
      sql`${acts.changes} @> ${JSON.stringify([{ id }])}::jsonb`,
    ),
  )) > 0;

async function isRefunded(tx: Tx, { id, cancelledAt }: Reservation): Promise<boolean> {
  const ofBooking = tx.select({ id: payments.id }).from(payments).where(eq(payments.reservationId, id));
  const isAlive = inArray(refunds.status, ['requested', 'pending', 'succeeded']);
  const since = gte(refunds.createdAt, cancelledAt ?? new Date(0));
  return (await tx.$count(refunds, and(inArray(refunds.paymentId, ofBooking), isAlive, since))) > 0;
}

const isOnSale = async (tx: Tx, { courtId }: Reservation): Promise<boolean> =>
  (await tx.$count(courts, and(eq(courts.id, courtId), isNull(courts.deactivatedAt)))) > 0;

async function restore(tx: Tx, ctx: Context, { id, courtId, ...place }: Reservation): Promise<Reservation> {
  await expireHoldsOf(tx, ctx, courtId);
  const set = { cancelledAt: null, cancelReason: null, cancelRefundMinor: null, retainedTillMinor: 0 };
  const told = { set, detail: { restored: true }, asStaff: true };
  await retakePlace(tx, { courtId, ...place }, () =>
    move(tx, ctx, 'reservation', { id, status: 'cancelled' }, 'confirmed', told),
  );
  await releaseRetained(tx, ctx, [id], { restored: true });
  const [restored] = await tx.select().from(reservations).where(eq(reservations.id, id));
  if (!restored) throw new Error('a locked row is there');
  await balanceDues(tx, ctx, restored, { restored: true });
  return restored;
}

/** They were told of the booking before, so this is another notice. */
async function tellAgain(tx: Tx, after: After, booking: Reservation): Promise<void> {
  const { id, userId, revision } = booking;
  const booker = recipientOf({ ...booking, participantPosition: null });
  if (!booker) return;
  if (userId !== null)
    await tellEach(tx, [{ userId, type: 'reservation.confirmed', data: { reservation_id: id } }]);
  const objectId = `${id}:${revision}`;
  await notify(tx, after, { kind: 'reservation_confirmation', objectId, reservationId: id, ...booker });
  await invitePlayers(tx, after, booking);
}
