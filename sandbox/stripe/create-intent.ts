import { assertReturnUrl, confirmWith, findGivenMethod } from './confirm-intent';
import { getCustomer } from './customers';
import { emit } from './emit';
import type { CreateParams } from './intent-params';
import { mergeMetadata } from './merge-metadata';
import type { PaymentIntent } from './objects';
import type { Call } from './route';
import { newId, randomText } from './world';

/**
 * Makes an intent, and confirms it at once when asked.
 * @throws StripeFailure 402 when the confirmation declines: the intent stays
 */
export function createIntent(call: Call, params: CreateParams): PaymentIntent {
  const method = findGivenMethod(call, params);
  const customer = params.customer ? getCustomer(call.world, params.customer, 'customer').id : null;
  const intent = newIntent(call, params, customer, method?.id ?? null);
  if (params.confirm) assertReturnUrl(call, intent, params.return_url);
  call.world.intents.set(intent.id, intent);
  emit(call, 'payment_intent.created', intent);
  if (params.confirm) confirmWith(call, intent, method, params);
  return intent;
}

function newIntent(
  { world }: Call,
  params: CreateParams,
  customer: string | null,
  method: string | null,
): PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount: params.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: params.automatic_payment_methods ?? {
      enabled: true,
      allow_redirects: 'always',
    },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: params.capture_method,
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: params.confirmation_method,
    created: world.clock.nowSeconds(),
    currency: params.currency,
    customer,
    description: params.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: method,
    payment_method_types: ['card'],
    processing: null,
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
    transfer_group: params.transfer_group ?? null,
  };
}
