import { sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { Context } from '@/lib/core/context';
import { EXPECTED_MINOR, WITHOUT_COURT } from '@/lib/ledger/money-words';
import { openDue } from '@/lib/ledger/open-due';
import { accountedOf, tillKeptOf } from '@/lib/ledger/read-figures';
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
