import { and, eq, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import { payments } from '@/db/schema';
import type { Intent } from '@/lib/services/stripe';

/** By the intent's id, or by the payment named in its metadata when a crash came before the id was saved. */
export async function findPaymentOf(intent: Intent) {
  const named = z.uuid().safeParse(intent.metadata.payment_id);
  const [found] = await db()
    .select({ paymentId: payments.id, reservationId: payments.reservationId })
    .from(payments)
    .where(
      or(
        eq(payments.paymentIntentId, intent.id),
        named.success ? and(eq(payments.id, named.data), isNull(payments.paymentIntentId)) : undefined,
      ),
    );
  return found;
}

/** Locks a payment; the caller holds its reservation's lock. */
export async function lockPayment(tx: Tx, paymentId: string) {
  const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update');
  if (!payment) throw new Error(`payment ${paymentId} vanished`);
  return payment;
}
