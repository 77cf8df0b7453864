import type { payments, reservations, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError } from '@/lib/core/errors';
import { isoWithOffset } from '@/lib/core/time';
import { isOnHold } from '@/lib/reservations/is-held';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { UnreadableReply } from '@/lib/services/call/read-reply';
import { createIntent, type Intent, listIntents, listIntentsOf } from '@/lib/services/stripe/stripe';
import { closeRefusedAttempt } from './close-refused-attempt';
import { bookingCustomer } from './shares/booking-customer';
import { withCustomer } from './with-customer';

/** A reservation for which something is owed, with its club's time zone, its account if any and its open payment. */
export type Owed = {
  reservation: typeof reservations.$inferSelect;
  timeZone: string;
  user: typeof users.$inferSelect | null;
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

/** The booker's card is kept where it carries the shares of the others. Who pays one of those is not known. */
async function createIntentOnce(owed: Owed): Promise<Intent> {
  const { reservation, user, payment } = owed;
  if (reservation.sharing && isOnHold(reservation.status))
    return createFor(owed, await bookingCustomer(owed), true);
  return user === null || payment.paysFor === 'share'
    ? createFor(owed, null)
    : withCustomer(user, (customerId) => createFor(owed, customerId));
}

function createFor(
  { reservation, user, payment }: Owed,
  customerId: string | null,
  savesCard = false,
): Promise<Intent> {
  const wanted = {
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    customerId,
    savesCard,
    metadata: { reservation_id: reservation.id, ...(user && { user_id: user.id }), payment_id: payment.id },
    description: `Pista ${reservation.id}`,
  };
  const { attempt, amountMinor } = payment;
  return sendUnderKey(
    `reservation:${reservation.id}:intent:${attempt}:${amountMinor}:${customerId ?? 'nobody'}`,
    (key) => createIntent(wanted, key),
    () => findMade(payment, customerId),
  );
}

const notNow = ({ reservation, timeZone }: Owed, error: Error) =>
  new AppError(
    'payment_service_unavailable',
    `The payment service does not answer. Nothing was charged${isOnHold(reservation.status) ? ' and your court is held' : ''}: try to pay again in a moment.`,
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

/** The intent of an attempt that Stripe answered with a failure, if it made one. */
export async function findMade(
  payment: Owed['payment'],
  customerId: string | null,
): Promise<Intent | undefined> {
  const since = { createdAfter: payment.createdAt };
  const isMade = ({ metadata, status }: Intent) =>
    metadata.payment_id === payment.id && status !== 'canceled';
  if (customerId !== null) return (await listIntentsOf(customerId, since)).find(isMade);
  for await (const intent of listIntents({ ...since, naming: 'payment_id' }))
    if (!(intent instanceof UnreadableReply) && isMade(intent)) return intent;
  return undefined;
}
