import { invalidRequest } from './failure';
import type { IntentStatus, PaymentIntent } from './objects';

/** The states in which a payment method may be given and the intent confirmed. */
export const CHANGEABLE: readonly IntentStatus[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

/** Stripe cancels in `processing` only in rare cases, so the sandbox never does. */
export const CANCELABLE: readonly IntentStatus[] = [...CHANGEABLE, 'requires_capture'];

/** @throws StripeFailure 400 `payment_intent_unexpected_state`, with the intent as it is */
export function assertStatus(intent: PaymentIntent, allowed: readonly IntentStatus[], problem: string): void {
  if (allowed.includes(intent.status)) return;
  throw invalidRequest(
    `This PaymentIntent ${problem} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be used: ${allowed.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', intent },
  );
}
