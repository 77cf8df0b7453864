import { assertReturnUrl, confirmWith, findGivenMethod } from './confirm-intent';
import { getCustomer } from './customers';
import { emit } from './emit';
import type { CreateParams } from './intent-params';
import { mergeMetadata } from './merge-metadata';
import type { PaymentIntent } from './objects';
import type { Call } from './route';
import { assertChargeable } from './saved-cards';
import { newId, randomText, type World } from './world';

const ANY_METHOD = { enabled: true, allow_redirects: 'always' } as const;

/**
 * Makes an intent, and confirms it at once when asked.
 * @throws StripeFailure 402 when the confirmation declines: the intent stays
 */
export function createIntent(call: Call, params: CreateParams): PaymentIntent {
  const method = findGivenMethod(call, params);
  const customer = params.customer ? getCustomer(call.world, params.customer, 'customer').id : null;
  if (method) assertChargeable(call.world, method, { customer, offSession: params.off_session });
  const { amount, currency } = params;
  const intent: PaymentIntent = {
    ...newIntent(call.world, { id: newId('pi'), amount, currency }),
    ...shapeOf(params),
    customer,
    payment_method: method?.id ?? null,
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
  };
  if (params.confirm) assertReturnUrl(call, intent, params.return_url);
  call.world.intents.set(intent.id, intent);
  emit(call, 'payment_intent.created', intent);
  if (params.confirm) confirmWith(call, intent, method, params);
  return intent;
}

const shapeOf = (params: CreateParams) => ({
  allowed_payment_method_types: params.allowed_payment_method_types ?? null,
  automatic_payment_methods: params.automatic_payment_methods ?? ANY_METHOD,
  capture_method: params.capture_method,
  confirmation_method: params.confirmation_method,
  description: params.description ?? null,
  metadata: mergeMetadata({}, params.metadata),
  receipt_email: params.receipt_email ?? null,
  setup_future_usage: params.setup_future_usage ?? null,
  statement_descriptor: params.statement_descriptor ?? null,
  statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
  transfer_group: params.transfer_group ?? null,
});

/** The smallest intent: an amount that nobody pays yet. */
export function newIntent(
  world: World,
  { id, amount, currency }: Pick<PaymentIntent, 'id' | 'amount' | 'currency'>,
): PaymentIntent {
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: ANY_METHOD,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic',
    created: world.clock.nowSeconds(),
    currency,
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_types: ['card'],
    processing: null,
    receipt_email: null,
    setup_future_usage: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_group: null,
  };
}
