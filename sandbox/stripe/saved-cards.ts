import { emit } from './emit';
import { invalidRequest } from './failure';
import type { PaymentMethod } from './objects';
import type { Act, World } from './world';

/**
 * Refuses a card that may not be charged for this customer: a used one, another customer's, and off session one that
 * is nobody's.
 * @throws StripeFailure 400
 */
export function assertChargeable(
  world: World,
  method: PaymentMethod,
  { customer, offSession }: { customer: string | null; offSession: boolean },
): void {
  if (world.spentCards.has(method.id)) {
    throw invalidRequest(
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    );
  }
  if (method.customer === customer) return;
  if (customer === null) {
    throw invalidRequest(
      'The payment method you provided is attached to a customer so for security purposes you must provide the customer in the request.',
      { param: 'payment_method' },
    );
  }
  if (method.customer !== null || offSession) {
    throw invalidRequest(
      `The customer does not have a payment method with the ID ${method.id}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param: 'payment_method' },
    );
  }
}

/** Attaches a card to its customer. Without a customer who still exists, this was its only use. */
export function saveCard(
  act: Act,
  method: PaymentMethod,
  { customer, usage }: { customer: string | null; usage: 'on_session' | 'off_session' | null },
): void {
  const { world } = act;
  const owner = world.customers.get(customer ?? '');
  if (usage === null || owner === undefined || 'deleted' in owner) {
    if (method.customer === null) world.spentCards.add(method.id);
    return;
  }
  if (usage === 'off_session') world.setUpCards.add(method.id);
  if (method.customer === owner.id) return;
  method.customer = owner.id;
  emit(act, 'payment_method.attached', method);
}

/** Takes a card from its customer, for good. */
export function detachCard(act: Act, method: PaymentMethod): void {
  const customer = method.customer;
  method.customer = null;
  act.world.spentCards.add(method.id);
  emit(act, 'payment_method.detached', method, { customer });
}
