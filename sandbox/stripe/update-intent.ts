import { findGivenMethod } from './confirm-intent';
import { amountNotWhole } from './currencies';
import { getCustomer } from './customers';
import { invalidRequest } from './failure';
import { getIntent } from './get-intent';
import { amountTooSmall, type UpdateParams } from './intent-params';
import { assertStatus, CHANGEABLE } from './intent-status';
import { mergeMetadata } from './merge-metadata';
import type { PaymentIntent } from './objects';
import type { Call } from './route';
import { assertChargeable } from './saved-cards';

/**
 * Changes what may change: money and method until the intent is paid or canceled, the rest always.
 * @throws StripeFailure
 */
export function updateIntent(call: Call, params: UpdateParams): PaymentIntent {
  const intent = getIntent(call.world, call.id);
  const { amount = intent.amount, currency = intent.currency } = params;
  if (amount !== intent.amount) assertStatus(intent, CHANGEABLE, 'amount could not be updated');
  if (currency !== intent.currency) assertStatus(intent, CHANGEABLE, 'currency could not be updated');
  const tooSmall = amountTooSmall(amount, currency);
  if (tooSmall !== null) throw invalidRequest(tooSmall, { code: 'amount_too_small', param: 'amount' });
  const notWhole = amountNotWhole(amount, currency);
  if (notWhole !== null)
    throw invalidRequest(notWhole, { code: 'parameter_invalid_integer', param: 'amount' });
  const customer = params.customer
    ? getCustomer(call.world, params.customer, 'customer').id
    : intent.customer;
  const method = findGivenMethod(call, params);
  if (method !== null) {
    assertStatus(intent, CHANGEABLE, 'payment_method could not be updated');
    assertChargeable(call.world, method, { customer, offSession: false });
    intent.payment_method = method.id;
    intent.status = 'requires_confirmation';
  }
  const { description, receipt_email, setup_future_usage, transfer_group } = params;
  const { statement_descriptor, statement_descriptor_suffix } = params;
  return Object.assign(intent, {
    amount,
    currency,
    customer,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    ...(description === undefined ? {} : { description }),
    ...(receipt_email === undefined ? {} : { receipt_email }),
    ...(setup_future_usage === undefined ? {} : { setup_future_usage }),
    ...(statement_descriptor === undefined ? {} : { statement_descriptor }),
    ...(statement_descriptor_suffix === undefined ? {} : { statement_descriptor_suffix }),
    ...(transfer_group === undefined ? {} : { transfer_group }),
  });
}
