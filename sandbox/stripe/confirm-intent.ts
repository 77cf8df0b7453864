import { createCard, rawCardRefused, resolvePaymentMethod } from './cards';
import { chargeIntent } from './charge-intent';
import { invalidRequest } from './failure';
import { getCallersIntent } from './get-intent';
import type { ConfirmParams } from './intent-params';
import { assertStatus, CHANGEABLE } from './intent-status';
import type { PaymentIntent, PaymentMethod, SetupIntent } from './objects';
import type { Call } from './route';
import { assertChargeable } from './saved-cards';

/**
 * Pays an intent, from a server or a browser.
 * @throws StripeFailure 402 when the card declines, 400 when the intent is past paying
 */
export function confirmIntent(call: Call, params: ConfirmParams): PaymentIntent {
  const intent = getCallersIntent(call, params.client_secret);
  if (intent.status === 'succeeded') {
    throw unexpectedState(intent, 'it has already succeeded after being previously confirmed.');
  }
  assertStatus(intent, CHANGEABLE, 'could not be confirmed');
  assertReturnUrl(call, intent, params.return_url);
  const method = findGivenMethod(call, params) ?? call.world.paymentMethods.get(intent.payment_method ?? '');
  if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
  if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage;
  confirmWith(call, intent, method ?? null, params);
  return intent;
}

/** A server that leaves the choice of method open must name a return address. */
export function assertReturnUrl(
  call: Call,
  intent: Pick<PaymentIntent | SetupIntent, 'automatic_payment_methods'>,
  returnUrl: string | undefined,
): void {
  const { enabled = false, allow_redirects = 'always' } = intent.automatic_payment_methods ?? {};
  if (call.from === 'browser' || returnUrl !== undefined || !enabled || allow_redirects === 'never') return;
  throw invalidRequest(
    "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a `return_url`. If you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.",
  );
}

/** The method of the parameters, stored. Null when they name none. */
export function findGivenMethod(
  call: Call,
  {
    payment_method: id,
    payment_method_data: data,
  }: Pick<ConfirmParams, 'payment_method' | 'payment_method_data'>,
): PaymentMethod | null {
  if (id !== undefined) return resolvePaymentMethod(call.world, id);
  if (data === undefined) return null;
  if (call.from === 'server') throw rawCardRefused();
  return createCard(call.world, data.card, data.billing_details);
}

export function confirmWith(
  call: Call,
  intent: PaymentIntent,
  method: PaymentMethod | null,
  params: Pick<ConfirmParams, 'return_url' | 'use_stripe_sdk' | 'off_session'>,
): void {
  if (method === null) {
    throw unexpectedState(
      intent,
      "it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    );
  }
  const offSession = params.off_session;
  assertChargeable(call.world, method, { customer: intent.customer, offSession });
  chargeIntent(call, intent, method, {
    offSession,
    returnUrl: params.return_url,
    useStripeSdk: params.use_stripe_sdk ?? false,
  });
}

const unexpectedState = (intent: PaymentIntent, reason: string) =>
  invalidRequest(`You cannot confirm this PaymentIntent because ${reason}`, {
    code: 'payment_intent_unexpected_state',
    intent,
  });
