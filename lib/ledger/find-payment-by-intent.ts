import { and, eq, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { payments } from '@/db/schema';
import type { Intent } from '@/lib/services/stripe/stripe';

/** By the intent's id, or by the payment in its metadata when a crash came before the id was stored. */
export async function findPaymentByIntent(intent: Intent) {
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
