import { sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { Context } from '@/lib/core/context';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { EXPECTED_MINOR, WITHOUT_COURT } from '@/lib/ledger/money-words';
import { openDue } from '@/lib/ledger/open-due';
import { accountedOf, tillKeptOf } from '@/lib/ledger/read-figures';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { recordChange } from '@/lib/records/audit';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { lockReservation } from '@/lib/reservations/lock-reservation';

/**
 * Writes down that what nobody accounts for is owed for a reservation, by its customer or by the club. Nothing when
 * it is accounted for by now.
 */
export async function oweTheRest(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    const reservation = await lockReservation(tx, reservationId);
    const amountMinor = await missingOf(tx, reservation);
    if (amountMinor !== 0) await openDue(tx, ctx, { reservation, amountMinor, cause: 'correction' });
  });
}

async function missingOf(
  tx: Tx,
  { id, status, priceMinor, retainedTillMinor }: Reservation,
): Promise<number> {
  return WITHOUT_COURT.some((ended) => ended === status)
    ? retainedTillMinor - (await tillKeptOf(tx, id))
    : priceMinor - (await accountedOf(tx, id));
}

/** Sums up anew what a closed till should have held. What was counted stays, so that the difference changes. */
export async function recountShift(ctx: Context, shiftId: string): Promise<void> {
  await transaction(async (tx) => {
    const [recounted] = await tx.execute<{ from: number; to: number }>(sql`
      update till_shifts s set expected_minor = (${EXPECTED_MINOR})::int
      from till_shifts before where before.id = s.id and s.id = ${shiftId}::uuid and s.closed_at is not null
      returning before.expected_minor as from, s.expected_minor as to`);
    if (!recounted) return;
    const detail = { expected_minor: recounted.to, before_minor: recounted.from };
    const told = { from: 'closed', to: 'closed', detail, asStaff: true };
    await recordChange(tx, ctx, { entity: 'till', entityId: shiftId, ...told });
  });
}

/** Gives a due the club of its reservation. */
export async function placeDue(ctx: Context, dueId: string): Promise<void> {
  await transaction(async (tx) => {
    const [placed] = await tx.execute<{ from: number; to: number }>(sql`
      update dues u set club_id = r.club_id from reservations r, dues before
      where r.id = u.reservation_id and before.id = u.id and u.id = ${dueId}::uuid and u.club_id <> r.club_id
      returning before.club_id as from, u.club_id as to`);
    if (!placed) return;
    const detail = { club_id: placed.to, before: placed.from };
    const told = { from: 'misplaced', to: 'placed', detail, asStaff: true };
    await recordChange(tx, ctx, { entity: 'due', entityId: dueId, ...told });
  });
}

/** Cancels a payment that is open over more than is owed. One that was made meanwhile is settled. */
export async function closePayment(ctx: Context, paymentId: string): Promise<void> {
  await transaction((tx, after) => abandonPayments(tx, after, { ids: [paymentId] }));
  await cancelAbandonedIntent(ctx, paymentId);
}
