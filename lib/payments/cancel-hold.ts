import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { move } from '@/lib/ledger/states';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { nudge, nudgeIntent } from '@/lib/services/inngest/jobs';

/**
 * Ends a hold whose quote will never be paid, and with it whatever could still be paid for it. The caller holds the
 * reservation's lock.
 */
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
  await abandonPayments(tx, after, reservation.id);
}

/** Whatever is open for a reservation, but for one, may not be paid any more. */
export async function abandonPayments(
  tx: Tx,
  after: After,
  reservationId: string,
  butFor?: string,
): Promise<void> {
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
  after(nudge, ...abandoned.map(({ id }) => nudgeIntent(id)));
}
