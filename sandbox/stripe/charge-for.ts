import type { Charge, PaymentIntent, PaymentMethod } from './objects';
import { type Act, newId } from './world';

/** The pending charge, or a new one for a new attempt. */
export function chargeFor({ world }: Act, intent: PaymentIntent, method: PaymentMethod): Charge {
  const latest = world.charges.get(intent.latest_charge ?? '');
  if (latest?.status === 'pending') return latest;
  const charge: Charge = {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: method.billing_details,
    captured: false,
    created: world.clock.nowSeconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: { ...intent.metadata },
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: method.card, type: 'card' },
    receipt_email: intent.receipt_email,
    receipt_url: null,
    refunded: false,
    status: 'pending',
  };
  world.charges.set(charge.id, charge);
  intent.latest_charge = charge.id;
  return charge;
}
