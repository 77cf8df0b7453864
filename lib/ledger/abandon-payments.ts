import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { type PaysFor, payments } from '@/db/schema';
import { nudge, nudgeIntent } from '@/lib/services/inngest/jobs';

/** Payments by their reservations, all or all but one or of one kind, or by their ids. */
type Among =
  | { reservationIds: readonly string[]; butFor?: string; paysFor?: PaysFor }
  | { ids: readonly string[] };

/**
 * Requests the cancellation of the open ones among some payments. Their intents are cancelled at Stripe after the
 * commit.
 */
export async function abandonPayments(tx: Tx, after: After, among: Among): Promise<void> {
  const abandoned = await tx
    .update(payments)
    .set({ cancelRequestedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(payments.status, 'pending'), isAmong(among)))
    .returning({ id: payments.id });
  after(nudge, ...abandoned.map(({ id }) => nudgeIntent(id)));
}

function isAmong(among: Among): SQL | undefined {
  if ('ids' in among) return inArray(payments.id, [...among.ids]);
  const { reservationIds, butFor, paysFor } = among;
  return and(
    inArray(payments.reservationId, [...reservationIds]),
    butFor === undefined ? undefined : ne(payments.id, butFor),
    paysFor && eq(payments.paysFor, paysFor),
  );
}
