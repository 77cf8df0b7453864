import { sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { Context } from '@/lib/core/context';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { move } from '@/lib/ledger/states';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/** Cancels a hold whose quote will not be paid, with its open payments. The caller holds the reservation's lock. */
export async function cancelHold(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  cause: string,
): Promise<void> {
  if (reservation.status !== 'pending' && reservation.status !== 'payment_pending') return;
  const set = { cancelledAt: sql`now()`, cancelReason: cause, holdExpiresAt: null };
  await move(tx, ctx, 'reservation', reservation, 'cancelled', { set, detail: { cause } });
  await abandonPayments(tx, after, { reservationIds: [reservation.id] });
}
