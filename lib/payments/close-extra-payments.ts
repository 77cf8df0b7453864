import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { transaction } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';

/**
 * Keeps the newest open payment of a share, or else of a reservation, and cancels the others at Stripe. One that was paid
 * meanwhile is settled as late money.
 * @throws AppError service_unavailable while Stripe is away; the sweep then cancels them
 */
export async function closeExtraPayments(ctx: Context, paidForId: string): Promise<void> {
  const extra = await transaction(async (tx, after) => {
    const open = await tx
      .select({ id: payments.id })
      .from(payments)
      .where(and(isPaidFor(paidForId), eq(payments.status, 'pending')))
      .orderBy(desc(payments.attempt), desc(payments.id))
      .for('update');
    const ids = open.slice(1).map(({ id }) => id);
    if (ids.length === 0) return [];
    await abandonPayments(tx, after, { ids });
    return ids;
  });
  for (const id of extra) await cancelAbandonedIntent(ctx, id);
}

const isPaidFor = (id: string) =>
  or(eq(payments.dueId, id), and(eq(payments.reservationId, id), isNull(payments.dueId)));
