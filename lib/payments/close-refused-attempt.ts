import { and, eq, sql } from 'drizzle-orm';
import { transaction } from '@/db';
import { payments, type reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { toDecimal } from '@/lib/core/money';
import { recordChange } from '@/lib/records/audit';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { nudge, nudgeIntent } from '@/lib/services/inngest/jobs';
import { cancelHold } from './cancel-hold';

type Refused = {
  reservation: Pick<typeof reservations.$inferSelect, 'id'>;
  payment: Pick<typeof payments.$inferSelect, 'id' | 'amountMinor' | 'currency'>;
};

/**
 * Closes an attempt whose intent Stripe refused for good to make, and frees the court, since the same price would be
 * refused again. Answers what its player is told.
 */
export async function closeRefusedAttempt(
  ctx: Context,
  { reservation, payment }: Refused,
  { code }: ProviderRefusal,
): Promise<AppError> {
  const abandonedIds = await transaction(async (tx) => {
    const locked = await lockReservation(tx, reservation.id);
    const closed = await tx
      .update(payments)
      .set({ status: 'failed', declineCode: code, updatedAt: sql`now()` })
      .where(and(eq(payments.id, payment.id), eq(payments.status, 'pending')))
      .returning({ id: payments.id });
    if (closed.length === 0) return [];
    const change = { entity: 'payment', entityId: payment.id, from: 'pending', to: 'failed' } as const;
    await recordChange(tx, ctx, { ...change, detail: { refused: code } });
    return cancelHold(tx, ctx, locked, 'payment_refused');
  });
  nudge(...abandonedIds.map((id) => nudgeIntent(id)));
  const price = `${toDecimal(payment.amountMinor, payment.currency)} ${payment.currency}`;
  return new AppError(
    'not_bookable',
    `The payment service does not take ${price} online. Nothing was charged and the court is free again: ask the club to book it for you.`,
    { details: { reason: 'payment_refused' } },
  );
}
