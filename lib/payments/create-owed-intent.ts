import type { payments, reservations, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError } from '@/lib/core/errors';
import { isoWithOffset } from '@/lib/core/time';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { createIntent, type Intent, listIntentsOf } from '@/lib/services/stripe/stripe';
import { closeRefusedAttempt } from './close-refused-attempt';
import { withCustomer } from './with-customer';

/** A held reservation with its club's time zone, its player and its open payment. */
export type Owed = {
  reservation: typeof reservations.$inferSelect;
  timeZone: string;
  user: typeof users.$inferSelect;
  payment: typeof payments.$inferSelect;
};

/**
 * Creates the intent of an attempt at Stripe, once in any number of calls.
 * @throws AppError payment_service_unavailable while Stripe is away, not_bookable when it refuses for good
 */
export async function createOwedIntent(ctx: Context, owed: Owed): Promise<Intent> {
  try {
    return await createIntentOnce(owed);
  } catch (error) {
    if (error instanceof ProviderRefusal) throw await closeRefusedAttempt(ctx, owed, error);
    if (!isAppError(error, 'service_unavailable')) throw error;
    throw notNow(owed, error);
  }
}

const createIntentOnce = ({ reservation, user, payment }: Owed): Promise<Intent> =>
  withCustomer(user, (customerId) => {
    const wanted = {
      amountMinor: payment.amountMinor,
      currency: payment.currency,
      customerId,
      metadata: { reservation_id: reservation.id, user_id: user.id, payment_id: payment.id },
      description: `Pista ${reservation.id}`,
    };
    return sendUnderKey(
      `reservation:${reservation.id}:intent:${payment.attempt}:${payment.amountMinor}:${customerId}`,
      (key) => createIntent(wanted, key),
      () => findMade(payment, customerId),
    );
  });

const notNow = ({ reservation, timeZone }: Owed, error: Error) =>
  new AppError(
    'payment_service_unavailable',
    'The payment service does not answer. Nothing was charged and your court is held: try to pay again in a moment.',
    {
      cause: error,
      retryAfterSeconds: (isAppError(error) ? error.retryAfterSeconds : undefined) ?? 5,
      details: {
        reservation: {
          id: reservation.id,
          status: reservation.status,
          expires_at:
            reservation.holdExpiresAt && isoWithOffset(reservation.holdExpiresAt.getTime(), timeZone),
        },
      },
    },
  );

/** The intent of an attempt that Stripe answered with a failure. */
async function findMade(payment: Owed['payment'], customerId: string): Promise<Intent | undefined> {
  const intents = await listIntentsOf(customerId, { createdAfter: payment.createdAt });
  return intents.find(({ metadata, status }) => metadata.payment_id === payment.id && status !== 'canceled');
}
