import { and, eq, sql } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { refunds } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { findHoldingDispute } from '@/lib/ledger/disputes';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { recordDetail } from '@/lib/ledger/states';

type Refund = Pick<typeof refunds.$inferSelect, 'id' | 'paymentId' | 'attempt'>;

/**
 * Holds a requested refund while a bank decides about its payment, since the player could otherwise be paid twice.
 * The end of the dispute releases it; returns whether it is held.
 * @param refusedAttempt one that Stripe refused because of the dispute, and would refuse under that key for a day
 */
export async function holdRefund(
  ctx: Context,
  { id, paymentId, attempt }: Refund,
  refusedAttempt?: number,
): Promise<boolean> {
  if ((await findHoldingDispute(db(), paymentId)) === undefined) return false;
  return transaction(async (tx) => {
    await lockPayment(tx, paymentId);
    const disputeId = await findHoldingDispute(tx, paymentId);
    if (disputeId === undefined) return false;
    const [held] = await tx
      .update(refunds)
      .set({
        heldByDisputeId: disputeId,
        attempt: attempt === refusedAttempt ? attempt + 1 : attempt,
      })
      .where(
        and(
          eq(refunds.id, id),
          eq(refunds.status, 'requested'),
          eq(refunds.attempt, attempt),
          sql`${refunds.heldByDisputeId} is distinct from ${disputeId}`,
        ),
      )
      .returning({ id: refunds.id });
    if (!held) return true;
    const detail = { held_by: disputeId };
    await recordDetail(tx, ctx, 'refund', { id, status: 'requested' }, { detail });
    return true;
  });
}

/**
 * For a refund by hand, under the payment's lock.
 * @throws AppError conflict while a bank decides about it
 */
export async function refuseWhileHeld(tx: Tx, paymentId: string): Promise<void> {
  if ((await findHoldingDispute(tx, paymentId)) === undefined) return;
  throw new AppError(
    'conflict',
    'The player’s bank is handling this payment: nothing can be given back until the dispute has ended.',
  );
}
