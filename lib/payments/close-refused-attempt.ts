import { eq } from 'drizzle-orm';
import { transaction } from '@/db';
import { payments, type reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { toDecimal } from '@/lib/core/money';
import { moveWhere } from '@/lib/ledger/states';
import { isOnHold } from '@/lib/reservations/is-held';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import type { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { cancelHold } from './cancel-hold';

type Refused = {
  reservation: Pick<typeof reservations.$inferSelect, 'id' | 'status'>;
  payment: Pick<typeof payments.$inferSelect, 'id' | 'amountMinor' | 'currency'>;
};

/**
 * Closes an attempt whose intent Stripe refused for good, and frees the court of a hold, since the same price would be
 * refused again. Returns the error for the player.
 */
export async function closeRefusedAttempt(
  ctx: Context,
  { reservation, payment }: Refused,
  { code }: ProviderRefusal,
): Promise<AppError> {
  await transaction(async (tx, after) => {
    const locked = await lockReservation(tx, reservation.id);
    const told = { set: { declineCode: code }, detail: { refused: code } };
    const closed = await moveWhere(
      tx,
      ctx,
      'payment',
      'pending',
      'failed',
      eq(payments.id, payment.id),
      told,
    );
    if (closed.length > 0) await cancelHold(tx, after, ctx, locked, 'payment_refused');
  });
  const price = `${toDecimal(payment.amountMinor, payment.currency)} ${payment.currency}`;
  const sentence = isOnHold(reservation.status)
    ? 'Nothing was charged and the court is free again: ask the club to book it for you.'
    : 'Nothing was charged: pay it at the club.';
  return new AppError('not_bookable', `The payment service does not take ${price} online. ${sentence}`, {
    details: { reason: 'payment_refused' },
  });
}
