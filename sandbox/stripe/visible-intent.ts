import type { PaymentIntent, SetupIntent } from './objects';

export type Caller = 'server' | 'browser';

/** A browser never sees the metadata, the customer or the charge of an intent. */
export function visibleIntent(caller: Caller, intent: PaymentIntent | SetupIntent): object {
  if (caller === 'server') return intent;
  const { customer, metadata, application, ...rest } = intent;
  if (rest.object === 'setup_intent') return rest;
  const { latest_charge, amount_received, ...visible } = rest;
  return visible;
}
