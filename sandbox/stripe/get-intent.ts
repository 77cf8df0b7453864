import { invalidRequest, noSuch } from './failure';
import type { PaymentIntent } from './objects';
import type { Call } from './route';
import type { World } from './world';

/** @throws StripeFailure `resource_missing` */
export function getIntent(world: World, id: string, param = 'id'): PaymentIntent {
  const intent = world.intents.get(id);
  if (intent === undefined) throw noSuch('payment_intent', id, param);
  return intent;
}

/**
 * The intent in the path, if the caller may see it. A browser must know its client secret.
 * @throws StripeFailure
 */
export function getCallersIntent(call: Call, clientSecret: string | undefined): PaymentIntent {
  const intent = getIntent(call.world, call.id);
  if (call.from === 'server' || clientSecret === intent.client_secret) return intent;
  throw invalidRequest(
    'The client_secret provided does not match the client_secret associated with this PaymentIntent.',
    { code: 'payment_intent_invalid_parameter', param: 'client_secret' },
  );
}
