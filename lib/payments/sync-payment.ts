import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { settlePayment } from './settle-payment';
import { syncRefunds } from './sync-refunds';

/**
 * Brings one payment with its refunds to what Stripe says of them.
 * @throws AppError not_found for a payment that has no intent, service_unavailable while Stripe is away
 */
export async function syncPayment(ctx: Context, paymentId: string): Promise<void> {
  const [payment] = await db().select().from(payments).where(eq(payments.id, paymentId));
  if (!payment?.paymentIntentId) throw notFound('payment');
  await settlePayment(ctx, payment.paymentIntentId);
  await syncRefunds(ctx, payment.paymentIntentId);
}
