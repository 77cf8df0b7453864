import { sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordFirst } from '@/lib/ledger/states';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { Intent } from '@/lib/services/stripe/stripe';
import { type Settlement, settleIntent } from './settle-payment';

/**
 * Makes a payment row of an intent that was paid beside ours, and settles it by the late-money table: it takes the
 * court while that is to be had, and else goes back.
 */
export async function adoptIntent(ctx: Context, intent: Intent, reservationId: string): Promise<Settlement> {
  await transaction(async (tx) => {
    const reservation = await lockReservation(tx, reservationId);
    const [adopted] = await tx
      .insert(payments)
      .values({
        reservationId,
        userId: reservation.userId,
        // Beside an open payment there may be no second one: `cancelled` until settling completes it.
        status: 'cancelled',
        attempt: sql`(select coalesce(max(attempt), 0) + 1 from payments where reservation_id = ${reservationId})`,
        amountMinor: reservation.priceMinor > 0 ? reservation.priceMinor : intent.amountMinor,
        currency: reservation.currency,
        paymentIntentId: intent.id,
      })
      .onConflictDoNothing()
      .returning({ id: payments.id });
    if (!adopted) return;
    await recordFirst(tx, ctx, 'payment', 'cancelled', { id: adopted.id, detail: { adopted: intent.id } });
  });
  return settleIntent(ctx, intent);
}
