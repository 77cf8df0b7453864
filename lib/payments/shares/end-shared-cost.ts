import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { customerRemovals, sharedCosts } from '@/db/schema';
import { tellBooker } from '@/lib/notices/shares/tell-booker';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { nudge, nudgeCustomer } from '@/lib/services/inngest/jobs';

export type SharedCost = typeof sharedCosts.$inferSelect;

/** The cost of a booking while a card carries it. The caller holds the reservation's lock. */
export async function findOpenCost(tx: Tx, reservationId: string): Promise<SharedCost | undefined> {
  const [cost] = await tx
    .select()
    .from(sharedCosts)
    .where(and(eq(sharedCosts.reservationId, reservationId), isNull(sharedCosts.endedAt)))
    .for('update');
  return cost;
}

/** Forgets the card once it has paid the open shares by this payment, and tells whoever booked. */
export async function endChargedCost(
  tx: Tx,
  after: After,
  reservation: Reservation,
  paymentId: string,
): Promise<void> {
  const cost = await findOpenCost(tx, reservation.id);
  if (cost) await endSharedCost(tx, after, cost);
  await tellBooker(tx, after, reservation, { kind: 'shares_charged', objectId: paymentId });
}

/**
 * Forgets the card that carried a booking's shares, here and at Stripe. The caller holds the reservation's lock.
 * @param declineCode why the card was refused, if it was
 */
export async function endSharedCost(
  tx: Tx,
  after: After,
  { reservationId, stripeCustomerId }: SharedCost,
  declineCode: string | null = null,
): Promise<void> {
  await tx
    .update(sharedCosts)
    .set({ stripeCustomerId: null, paymentMethodId: null, declineCode, endedAt: sql`now()` })
    .where(eq(sharedCosts.reservationId, reservationId));
  if (stripeCustomerId === null) return;
  await tx.insert(customerRemovals).values({ stripeCustomerId }).onConflictDoNothing();
  after(nudge, nudgeCustomer(stripeCustomerId));
}
