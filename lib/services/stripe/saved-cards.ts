import { z } from 'zod';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { ask, intentOfDecline, stripe } from './stripe-client';
import {
  type Intent,
  intentSchema,
  lastDigitsSchema,
  type SavedCardCharge,
  type Setup,
  setupSchema,
} from './stripe-objects';

export type { SavedCardCharge, Setup } from './stripe-objects';

/** A customer who holds the card of one booking alone. `deleteCustomer` removes both. */
export function createBookingCustomer(
  booking: { reservationId: string; email: string; name: string | null },
  idempotencyKey: string,
): Promise<{ id: string }> {
  const { reservationId, email, name } = booking;
  return ask('create_customer', z.object({ id: z.string() }), () =>
    stripe().customers.create(
      { email, ...(name === null ? {} : { name }), metadata: { reservation_id: reservationId } },
      { idempotencyKey },
    ),
  );
}

/**
 * Charges a customer's saved card at once, without its owner (docs.stripe.com/payments/save-and-reuse). A decline, and
 * a card that wants 3-D Secure (`authentication_required`), is an intent with `lastError`; it took nothing. A repeat
 * under the same key gives the same.
 * @throws ProviderRefusal when the customer or the card is gone, AppError service_unavailable while Stripe is away
 */
export function chargeSavedCard(charge: SavedCardCharge, idempotencyKey: string): Promise<Intent> {
  const { amountMinor, currency, customerId, paymentMethodId, metadata, description } = charge;
  return ask('charge_saved_card', intentSchema, () =>
    stripe()
      .paymentIntents.create(
        {
          amount: amountMinor,
          currency: currency.toLowerCase(),
          customer: customerId,
          payment_method: paymentMethodId,
          metadata,
          description,
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          off_session: true,
          confirm: true,
        },
        { idempotencyKey },
      )
      .catch(intentOfDecline),
  );
}

/** Opens a wish to save another card to a customer, which the browser confirms by its client secret. */
export function createSetupIntent(
  setup: { customerId: string; metadata: { reservation_id: string; replaces: string } },
  idempotencyKey: string,
): Promise<Setup> {
  const { customerId, metadata } = setup;
  return ask('create_setup_intent', setupSchema, () =>
    stripe().setupIntents.create(
      {
        customer: customerId,
        metadata,
        automatic_payment_methods: { enabled: true },
        usage: 'off_session',
      },
      { idempotencyKey },
    ),
  );
}

/** A wish to save a card as Stripe has it now. */
export const getSetupIntent = (id: string): Promise<Setup> =>
  ask('get_setup_intent', setupSchema, () => stripe().setupIntents.retrieve(id), { retryRead: true });

/** A customer's last wish to save a card, null without one. */
export async function findLastSetup(customerId: string): Promise<Setup | null> {
  const list = z.object({ data: z.array(setupSchema) });
  const request = () => stripe().setupIntents.list({ customer: customerId, limit: 1 });
  const { data } = await ask('list_setup_intents', list, request, { retryRead: true });
  return data[0] ?? null;
}

/** The last four digits of a saved card, null for another way to pay. */
export const getLastDigits = (paymentMethodId: string): Promise<string | null> =>
  ask('get_payment_method', lastDigitsSchema, () => stripe().paymentMethods.retrieve(paymentMethodId), {
    retryRead: true,
  });

/** Whether Stripe refused because it does not know the customer, such as one who was deleted. */
export const isCustomerMissing = (error: unknown): error is ProviderRefusal =>
  error instanceof ProviderRefusal && error.code === 'resource_missing' && error.param === 'customer';
