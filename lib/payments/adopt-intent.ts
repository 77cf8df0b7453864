import { sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { ownShareOf } from '@/lib/ledger/shares';
import { recordFirst } from '@/lib/ledger/states';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { Intent } from '@/lib/services/stripe/stripe';
import { type Settlement, settleIntent } from './settle-payment';

/**
 * Makes a payment row for an intent that was paid without one, and settles it as late money: it takes the court while
 * that is free, and is refunded otherwise.
 */
export async function adoptIntent(ctx: Context, intent: Intent, reservationId: string): Promise<Settlement> {
  await transaction(async (tx) => {
    const reservation = await lockReservation(tx, reservationId);
    const [adopted] = await tx
      .insert(payments)
      .values({
        reservationId,
        userId: reservation.userId,
        // A reservation has one open payment at most, so this one is `cancelled` until it is settled.
        status: 'cancelled',
        attempt: sql`(select coalesce(max(attempt), 0) + 1 from payments where reservation_id = ${reservationId})`,
        amountMinor: reservation.priceMinor > 0 ? ownShareOf(reservation) : intent.amountMinor,
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
