import type { Tx } from '@/db';
import type { Context } from '@/lib/core/context';
import { openDue } from '@/lib/ledger/open-due';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** Writes what is owed for each booking that costs something, until its game. */
export async function settleBookings(tx: Tx, ctx: Context, booked: readonly Reservation[]): Promise<void> {
  for (const reservation of booked.filter(({ priceMinor }) => priceMinor > 0)) {
    const { priceMinor: amountMinor, startsAt: dueBy } = reservation;
    await openDue(tx, ctx, { reservation, amountMinor, cause: 'desk', dueBy });
  }
}
