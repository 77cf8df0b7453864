import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments } from '@/db/schema';
import { notFound } from '@/lib/core/errors';

/**
 * Locks a payment, as every writer of its refunds or disputes does. A caller that also locks its reservation does so
 * before (`lockReservation`).
 * @throws AppError not_found
 */
export async function lockPayment(tx: Tx, paymentId: string) {
  const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update');
  if (!payment) throw notFound('payment');
  return payment;
}
