import type { PaymentIntent } from './objects';

export type Caller = 'server' | 'browser';

/** A browser never sees the metadata, the customer or the charge of an intent. */
export function visibleIntent(caller: Caller, intent: PaymentIntent): object {
  if (caller === 'server') return intent;
  const { customer, metadata, latest_charge, amount_received, application, ...visible } = intent;
  return visible;
}
