import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments } from '@/db/schema';
import { notFound } from '@/lib/core/errors';

/**
 * Locks a payment: whoever writes of its refunds or disputes holds it. Who locks its reservation too does so before
 * (`lockReservation`).
 * @throws AppError not_found
 */
export async function lockPayment(tx: Tx, paymentId: string) {
  const [payment] = await tx.select().from(payments).where(eq(payments.id, paymentId)).for('update');
  if (!payment) throw notFound('payment');
  return payment;
}
