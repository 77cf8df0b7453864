import type { z } from 'zod';
import { emit } from './emit';
import { invalidRequest } from './failure';
import { getIntent } from './get-intent';
import type { cancelParams, captureParams } from './intent-params';
import { assertStatus, CANCELABLE } from './intent-status';
import { mergeMetadata } from './merge-metadata';
import type { PaymentIntent } from './objects';
import type { Call } from './route';

/**
 * Captures the money that a confirmation reserved, all or a part.
 * @throws StripeFailure
 */
export function captureIntent(call: Call, params: z.output<typeof captureParams>): PaymentIntent {
  const intent = getIntent(call.world, call.id);
  assertStatus(intent, ['requires_capture'], 'could not be captured');
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    throw invalidRequest(
      `The amount to capture (${amount}) is greater than the amount that can be captured (${intent.amount_capturable}).`,
      { code: 'amount_too_large', param: 'amount_to_capture' },
    );
  }
  intent.metadata = mergeMetadata(intent.metadata, params.metadata);
  intent.amount_capturable = 0;
  intent.amount_received = amount;
  intent.status = 'succeeded';
  const charge = call.world.charges.get(intent.latest_charge ?? '');
  if (charge) {
    charge.captured = true;
    charge.amount_captured = amount;
    emit(call, 'charge.captured', charge);
  }
  emit(call, 'payment_intent.succeeded', intent);
  return intent;
}

/**
 * Cancels an unpaid intent and releases reserved money.
 * @throws StripeFailure
 */
export function cancelIntent(call: Call, params: z.output<typeof cancelParams>): PaymentIntent {
  const intent = getIntent(call.world, call.id);
  if (!CANCELABLE.includes(intent.status)) {
    throw invalidRequest(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${[...CANCELABLE, 'processing'].join(', ')}.`,
      { code: 'payment_intent_unexpected_state', intent },
    );
  }
  const charge = call.world.charges.get(intent.latest_charge ?? '');
  if (intent.status === 'requires_capture' && charge) {
    charge.amount_refunded = charge.amount;
    charge.refunded = true;
    emit(call, 'charge.refunded', charge);
  }
  intent.amount_capturable = 0;
  intent.canceled_at = call.world.clock.nowSeconds();
  intent.cancellation_reason = params.cancellation_reason ?? null;
  intent.next_action = null;
  intent.status = 'canceled';
  emit(call, 'payment_intent.canceled', intent);
  return intent;
}
