import { formatMoney } from '@/lib/money';
import { emit } from './emit';
import { invalidRequest } from './failure';
import type { Charge, Metadata, Refund, RefundReason } from './objects';
import { type Act, byItself, newId, type RefundMode } from './world';

type Order = { amount: number | undefined; metadata: Metadata; reason: RefundReason | null };

const FIRST_STATUS = {
  succeeded: 'succeeded',
  pending_then_succeeded: 'pending',
  pending_then_failed: 'pending',
  requires_action: 'requires_action',
} as const satisfies Record<RefundMode, Refund['status']>;

/**
 * Sends money back, never more than is left of the charge; how it ends is `settings.refunds.mode`.
 * @throws StripeFailure 400 `charge_already_refunded`, `charge_disputed`, `amount_too_large`
 */
export function refundCharge(act: Act, charge: Charge, { amount, metadata, reason }: Order): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  assertRefundable(charge, left, amount);
  const { mode, settle_ms } = act.world.settings.refunds;
  const refund: Refund = {
    id: newId('re'),
    object: 'refund',
    amount: amount ?? left,
    balance_transaction: null,
    charge: charge.id,
    created: act.world.clock.nowSeconds(),
    currency: charge.currency,
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: FIRST_STATUS[mode],
    transfer_reversal: null,
  };
  act.world.refunds.set(refund.id, refund);
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  addRefunded(charge, refund.amount);
  emit(act, 'refund.created', refund);
  emit(act, 'charge.refunded', charge, before);
  if (refund.status === 'pending') {
    const outcome = mode === 'pending_then_failed' ? 'failed' : 'succeeded';
    act.world.clock.after(settle_ms, () => settleRefund(byItself(act.world), refund, outcome));
  }
  return refund;
}

/** Ends an open refund; a failed or canceled one gives the money back to the charge. */
export function settleRefund(act: Act, refund: Refund, outcome: 'succeeded' | 'failed' | 'canceled'): void {
  if (refund.status !== 'pending' && refund.status !== 'requires_action') return;
  const before = { status: refund.status };
  refund.status = outcome;
  const charge = act.world.charges.get(refund.charge);
  if (outcome !== 'succeeded' && charge) addRefunded(charge, -refund.amount);
  if (outcome === 'failed') {
    refund.failure_reason = 'expired_or_canceled_card';
    emit(act, 'refund.failed', refund);
  }
  emit(act, 'refund.updated', refund, before);
  emit(act, 'charge.refund.updated', refund, before);
}

function assertRefundable(charge: Charge, left: number, amount: number | undefined): void {
  if (charge.disputed) {
    throw invalidRequest(`The charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (amount !== undefined && amount > left) {
    const money = (value: number) => formatMoney(value, charge.currency.toUpperCase(), 'en');
    throw invalidRequest(
      `Refund amount (${money(amount)}) is greater than unrefunded amount on charge (${money(left)})`,
      { code: 'amount_too_large', param: 'amount' },
    );
  }
}

function addRefunded(charge: Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
}
