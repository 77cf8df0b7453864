import { z } from 'zod';
import { assertReturnUrl, findGivenMethod } from './confirm-intent';
import { getCustomer } from './customers';
import { emit } from './emit';
import { invalidRequest, noSuch } from './failure';
import { automaticMethods, confirmation, paymentMethodDataParams } from './intent-params';
import { mergeMetadata } from './merge-metadata';
import type { PaymentMethod, SetupIntent, SetupIntentStatus } from './objects';
import { boolean, metadata, text } from './params';
import type { Call } from './route';
import { assertChargeable } from './saved-cards';
import { setUpCard } from './set-up-card';
import { newId, randomText, type World } from './world';

const method = {
  payment_method: z.string().min(1).optional(),
  payment_method_data: paymentMethodDataParams.optional(),
};

export const createSetupParams = z.strictObject({
  ...method,
  ...confirmation,
  automatic_payment_methods: automaticMethods.optional(),
  confirm: boolean.default(false),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  usage: z.enum(['on_session', 'off_session']).default('off_session'),
});

export const confirmSetupParams = z.strictObject({
  ...method,
  ...confirmation,
  client_secret: z.string().optional(),
});

export const cancelSetupParams = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'requested_by_customer', 'duplicate']).optional(),
});

type CreateParams = z.output<typeof createSetupParams>;
type ConfirmParams = z.output<typeof confirmSetupParams>;

const OPEN: readonly SetupIntentStatus[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

/**
 * Makes a wish to save a card, and confirms it at once when asked.
 * @throws StripeFailure 402 when the card declines: the wish stays
 */
export function createSetupIntent(call: Call, params: CreateParams): SetupIntent {
  const { world } = call;
  const customer = params.customer ? getCustomer(world, params.customer, 'customer').id : null;
  const card = findGivenMethod(call, params);
  if (card) assertChargeable(world, card, { customer, offSession: false });
  const id = newId('seti');
  const setup: SetupIntent = {
    id,
    object: 'setup_intent',
    application: null,
    automatic_payment_methods: params.automatic_payment_methods ?? {
      enabled: true,
      allow_redirects: 'always',
    },
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomText(25)}`,
    created: world.clock.nowSeconds(),
    customer,
    description: params.description ?? null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: card?.id ?? null,
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: card === null ? 'requires_payment_method' : 'requires_confirmation',
    usage: params.usage,
  };
  if (params.confirm) assertReturnUrl(call, setup, params.return_url);
  world.setupIntents.set(setup.id, setup);
  emit(call, 'setup_intent.created', setup);
  if (params.confirm) confirmWith(call, setup, card, params);
  return setup;
}

/** @throws StripeFailure `resource_missing` */
export function getSetupIntent(world: World, id: string): SetupIntent {
  const setup = world.setupIntents.get(id);
  if (setup === undefined) throw noSuch('setupintent', id, 'id');
  return setup;
}

/**
 * The wish in the path, if the caller may see it. A browser must know its client secret.
 * @throws StripeFailure
 */
export function getCallersSetupIntent(call: Call, clientSecret: string | undefined): SetupIntent {
  const setup = getSetupIntent(call.world, call.id);
  if (call.from === 'server' || clientSecret === setup.client_secret) return setup;
  throw invalidRequest(
    'The client_secret provided does not match the client_secret associated with this SetupIntent.',
    { code: 'setup_intent_invalid_parameter', param: 'client_secret' },
  );
}

/**
 * Saves the card, from a server or a browser.
 * @throws StripeFailure 402 when the card declines, 400 when the wish is over
 */
export function confirmSetupIntent(call: Call, params: ConfirmParams): SetupIntent {
  const setup = getCallersSetupIntent(call, params.client_secret);
  if (setup.status === 'succeeded') {
    throw unexpectedState(setup, 'You cannot confirm this SetupIntent because it has already succeeded.');
  }
  assertOpen(setup, 'confirm');
  assertReturnUrl(call, setup, params.return_url);
  const card = findGivenMethod(call, params) ?? call.world.paymentMethods.get(setup.payment_method ?? '');
  confirmWith(call, setup, card ?? null, params);
  return setup;
}

/** @throws StripeFailure 400 when the card is saved already */
export function cancelSetupIntent(call: Call, params: z.output<typeof cancelSetupParams>): SetupIntent {
  const setup = getSetupIntent(call.world, call.id);
  assertOpen(setup, 'cancel');
  setup.cancellation_reason = params.cancellation_reason ?? null;
  setup.next_action = null;
  setup.status = 'canceled';
  emit(call, 'setup_intent.canceled', setup);
  return setup;
}

function confirmWith(
  call: Call,
  setup: SetupIntent,
  card: PaymentMethod | null,
  params: Pick<ConfirmParams, 'return_url' | 'use_stripe_sdk'>,
): void {
  if (card === null) {
    throw unexpectedState(
      setup,
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
    );
  }
  assertChargeable(call.world, card, { customer: setup.customer, offSession: false });
  setUpCard(call, setup, card, {
    returnUrl: params.return_url,
    useStripeSdk: params.use_stripe_sdk ?? false,
  });
}

function assertOpen(setup: SetupIntent, verb: string): void {
  if (OPEN.includes(setup.status)) return;
  throw unexpectedState(
    setup,
    `You cannot ${verb} this SetupIntent because it has a status of ${setup.status}. Only a SetupIntent with one of the following statuses may be used: ${OPEN.join(', ')}.`,
  );
}

const unexpectedState = (setup: SetupIntent, message: string) =>
  invalidRequest(message, { code: 'setup_intent_unexpected_state', intent: setup });
