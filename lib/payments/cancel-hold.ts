import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { move } from '@/lib/ledger/states';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

/**
 * Ends a hold whose quote will never be paid, and with it whatever could still be paid for it. The caller holds the
 * reservation's lock; what it gets are the payments whose intents are to be cancelled after the commit.
 */
export async function cancelHold(
  tx: Tx,
  ctx: Context,
  reservation: Reservation,
  cause: string,
): Promise<string[]> {
  if (reservation.status !== 'pending' && reservation.status !== 'payment_pending') return [];
  const set = { cancelledAt: sql`now()`, cancelReason: cause, holdExpiresAt: null };
  await move(tx, ctx, 'reservation', reservation, 'cancelled', { set, detail: { cause } });
  return abandonPayments(tx, reservation.id);
}

/** Whatever is open for a reservation, but for one, may not be paid any more. Returns what is to be cancelled at Stripe. */
export async function abandonPayments(tx: Tx, reservationId: string, butFor?: string): Promise<string[]> {
  const abandoned = await tx
    .update(payments)
    .set({ cancelRequestedAt: sql`now()`, updatedAt: sql`now()` })
    .where(
      and(
        eq(payments.reservationId, reservationId),
        eq(payments.status, 'pending'),
        butFor === undefined ? undefined : ne(payments.id, butFor),
      ),
    )
    .returning({ id: payments.id });
  return abandoned.map(({ id }) => id);
}
