import type { Tx } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import { enterPayment } from '@/lib/billing/enter-money';
import type { Context } from '@/lib/core/context';
import { openDue } from '@/lib/ledger/open-due';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Settle } from './read-wish';

/**
 * Writes for each booking that costs something what the desk takes for it, or that it is owed until its game.
 * @throws AppError conflict for cash without an open till, not_found for a till of another club, forbidden
 */
export async function settleBookings(
  tx: Tx,
  ctx: Context,
  booked: readonly Reservation[],
  settle: Settle,
): Promise<void> {
  for (const reservation of booked.filter(({ priceMinor }) => priceMinor > 0)) {
    const { clubId, priceMinor: amountMinor, startsAt: dueBy } = reservation;
    if (settle === 'due') {
      await openDue(tx, ctx, { reservation, amountMinor, cause: 'desk', dueBy });
      continue;
    }
    requireMay(ctx, clubId, 'takeMoney');
    await enterPayment(tx, ctx, reservation, { ...settle, amountMinor });
  }
}
