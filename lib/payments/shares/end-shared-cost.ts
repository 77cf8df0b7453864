import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { customerRemovals, sharedCosts } from '@/db/schema';
import { nudge, nudgeCustomer } from '@/lib/services/inngest/jobs';

export type SharedCost = typeof sharedCosts.$inferSelect;

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
