import type { SQL } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordFirst } from './states';

type Reservation = typeof reservations.$inferSelect;

type Draft = Omit<typeof reservations.$inferInsert, 'id' | 'kind' | 'status' | 'holdExpiresAt'> & {
  /** By the database's clock. */
  holdExpiresAt: SQL;
};

/**
 * Writes the hold of a court and what is owed for it, into the caller's transaction, which holds the court's lock. An
 * ordinary hold is one faster statement, `insertHold`. Undefined when the constraint knows better.
 */
export async function writeHold(
  tx: Tx,
  ctx: Context,
  draft: Draft,
  detail: Record<string, unknown>,
): Promise<Reservation | undefined> {
  const [hold] = await tx
    .insert(reservations)
    .values({ ...draft, status: 'payment_pending' })
    .onConflictDoNothing()
    .returning();
  if (!hold) return undefined;
  await recordFirst(tx, ctx, 'reservation', 'payment_pending', { id: hold.id, detail });
  if (hold.priceMinor > 0) await writeOwed(tx, ctx, hold);
  return hold;
}

async function writeOwed(tx: Tx, ctx: Context, { id, userId, priceMinor, currency }: Reservation) {
  const [payment] = await tx
    .insert(payments)
    .values({ reservationId: id, userId, amountMinor: priceMinor, currency })
    .returning({ id: payments.id });
  if (!payment) throw new Error('an insert without a conflict returns its row');
  await recordFirst(tx, ctx, 'payment', 'pending', { id: payment.id });
}
