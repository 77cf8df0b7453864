import { chargeFor } from './charge-for';
import { openDispute } from './disputes';
import { emit } from './emit';
import { docUrl, StripeFailure } from './failure';
import { authenticationOf } from './next-action';
import type { Charge, PaymentIntent, PaymentMethod } from './objects';
import { saveCard } from './saved-cards';
import { type Decline, reactionOffSession, reactionToPayment } from './test-cards';
import { type Act, byItself } from './world';

export type Confirmation = {
  returnUrl: string | undefined;
  useStripeSdk: boolean;
  /** Nobody is there to answer 3-D Secure. */
  offSession: boolean;
};

/**
 * Lets the card pay the intent and moves both.
 * @throws StripeFailure 402 when it declines, after the intent is back in `requires_payment_method`
 */
export function chargeIntent(
  act: Act,
  intent: PaymentIntent,
  method: PaymentMethod,
  how: Confirmation,
): void {
  const behaviour = how.offSession
    ? reactionOffSession(act.world, method)
    : reactionToPayment(act.world, method);
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  intent.next_action = null;
  switch (behaviour.kind) {
    case 'pays':
      settle(act, intent, method);
      break;
    case 'declines':
      throw decline(act, intent, method, behaviour.decline);
    case 'authenticates':
      askForAuthentication(act, intent, how);
      break;
    case 'processes':
      processForAWhile(act, intent, method, behaviour.decline);
      break;
  }
}

/**
 * The answer of the 3-D Secure page.
 * @throws StripeFailure 402 when the card declines after all
 */
export function authenticate(act: Act, intent: PaymentIntent, approved: boolean): void {
  const method = act.world.paymentMethods.get(intent.payment_method ?? '');
  if (intent.status !== 'requires_action' || method === undefined) return;
  const behaviour = reactionToPayment(act.world, method);
  intent.next_action = null;
  if (!approved) {
    failAuthentication(act, intent, method);
    return;
  }
  if (behaviour.kind === 'authenticates' && behaviour.decline !== null) {
    throw decline(act, intent, method, behaviour.decline);
  }
  settle(act, intent, method);
}

/** The money arrives. `received` differs from the intent only when a control says so. */
export function settle(
  act: Act,
  intent: PaymentIntent,
  method: PaymentMethod,
  received: { amount: number; currency: string } = intent,
): void {
  const charge = markPaid(act, intent, method, received);
  saveCard(act, method, { customer: intent.customer, usage: intent.setup_future_usage });
  emit(act, 'charge.succeeded', charge);
  const event = charge.captured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated';
  emit(act, event, intent);

  const behaviour = reactionToPayment(act.world, method);
  if (behaviour.kind === 'pays' && behaviour.disputed)
    openDispute(byItself(act.world), charge, { reason: 'fraudulent' });
}

/** Moves the intent and its charge to the state of arrived money, without events. */
export function markPaid(
  act: Act,
  intent: PaymentIntent,
  method: PaymentMethod,
  received: { amount: number; currency: string },
): Charge {
  const manual = intent.capture_method === 'manual';
  const charge = chargeFor(act, intent, method);
  charge.amount = received.amount;
  charge.amount_captured = manual ? 0 : received.amount;
  charge.captured = !manual;
  charge.currency = received.currency;
  charge.paid = true;
  charge.status = 'succeeded';
  charge.outcome = {
    network_status: 'approved_by_network',
    reason: null,
    seller_message: 'Payment complete.',
    type: 'authorized',
  };
  intent.currency = received.currency;
  intent.payment_method = method.id;
  intent.status = manual ? 'requires_capture' : 'succeeded';
  intent.amount_capturable = manual ? received.amount : 0;
  intent.amount_received = charge.amount_captured;
  return charge;
}

function decline(act: Act, intent: PaymentIntent, method: PaymentMethod, reason: Decline): StripeFailure {
  const charge = chargeFor(act, intent, method);
  charge.status = 'failed';
  charge.failure_code = reason.code;
  charge.failure_message = reason.message;
  charge.outcome = {
    network_status: 'declined_by_network',
    reason: reason.decline_code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
  emit(act, 'charge.failed', charge);
  const error = { ...reason, charge: charge.id, doc_url: docUrl(reason.code), payment_method: method };
  failIntent(act, intent, { ...error, type: 'card_error' });
  return new StripeFailure(402, 'card_error', reason.message, {
    code: reason.code,
    intent,
    extra: { charge: charge.id, decline_code: reason.decline_code, payment_method: method },
  });
}

function failAuthentication(act: Act, intent: PaymentIntent, method: PaymentMethod): void {
  const code = 'payment_intent_authentication_failure';
  failIntent(act, intent, {
    code,
    doc_url: docUrl(code),
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    payment_method: method,
    type: 'invalid_request_error',
  });
}

function failIntent(
  act: Act,
  intent: PaymentIntent,
  error: NonNullable<PaymentIntent['last_payment_error']>,
): void {
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.last_payment_error = error;
  emit(act, 'payment_intent.payment_failed', intent);
}

function askForAuthentication(act: Act, intent: PaymentIntent, how: Confirmation): void {
  intent.status = 'requires_action';
  intent.next_action = authenticationOf(act.world, intent, how);
  emit(act, 'payment_intent.requires_action', intent);
}

function processForAWhile(
  act: Act,
  intent: PaymentIntent,
  method: PaymentMethod,
  reason: Decline | null,
): void {
  const { world } = act;
  intent.status = 'processing';
  emit(act, 'charge.pending', chargeFor(act, intent, method));
  emit(act, 'payment_intent.processing', intent);
  world.clock.after(world.settings.processing_ms, () => {
    if (reason === null) settle(byItself(world), intent, method);
    else decline(byItself(world), intent, method, reason);
  });
}
