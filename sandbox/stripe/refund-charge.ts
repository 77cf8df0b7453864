import { amountNotWhole, inWords } from './currencies';
import { isHeld } from './disputes';
import { emit } from './emit';
import { invalidRequest } from './failure';
import type { Charge, Metadata, Refund, RefundReason } from './objects';
import { type Act, byItself, newId, type RefundMode, type World } from './world';

type Order = { amount: number | undefined; metadata: Metadata; reason: RefundReason | null };

const FIRST_STATUS = {
  succeeded: 'succeeded',
  pending_then_succeeded: 'pending',
  pending_then_failed: 'pending',
  requires_action: 'requires_action',
} as const satisfies Record<RefundMode, Refund['status']>;

/**
 * Sends money back, at most what is left of the charge. `settings.refunds.mode` decides how it ends.
 * @throws StripeFailure 400 `charge_already_refunded`, `charge_disputed`, `amount_too_large`
 */
export function refundCharge(act: Act, charge: Charge, { amount, metadata, reason }: Order): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  assertRefundable(act.world, charge, left, amount);
  const { mode } = act.world.settings.refunds;
  const refund = newRefund(
    act.world,
    charge,
    { amount: amount ?? left, metadata, reason },
    FIRST_STATUS[mode],
  );
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  act.world.refunds.set(refund.id, refund);
  addRefunded(charge, refund.amount);
  emit(act, 'refund.created', refund);
  emit(act, 'charge.refunded', charge, before);
  if (refund.status === 'pending')
    settleLater(act.world, refund, mode === 'pending_then_failed' ? 'failed' : 'succeeded');
  return refund;
}

/** A refund of a charge, which has yet to be added to it. */
export const newRefund = (
  world: World,
  charge: Charge,
  { amount, metadata, reason }: Order & { amount: number },
  status: Refund['status'],
): Refund => ({
  id: newId('re'),
  object: 'refund',
  amount,
  balance_transaction: null,
  charge: charge.id,
  created: world.clock.nowSeconds(),
  currency: charge.currency,
  metadata,
  payment_intent: charge.payment_intent,
  payment_method: charge.payment_method,
  reason,
  receipt_number: null,
  source_transfer_reversal: null,
  status,
  transfer_reversal: null,
});

/** Ends a pending refund after its time. */
export function settleLater(world: World, refund: Refund, outcome: 'succeeded' | 'failed'): void {
  world.clock.after(world.settings.refunds.settle_ms, () => settleRefund(byItself(world), refund, outcome));
}

/** Ends an open refund. A failed or canceled one returns the money to the charge. */
export function settleRefund(act: Act, refund: Refund, outcome: 'succeeded' | 'failed' | 'canceled'): void {
  if (refund.status === 'pending' || refund.status === 'requires_action') end(act, refund, outcome);
}

/** The bank returns a refund that had been made (docs.stripe.com/refunds#failed-refunds). */
export function bounceRefund(act: Act, refund: Refund): void {
  if (refund.status === 'succeeded') end(act, refund, 'failed');
}

/** Forgets a refund that it had confirmed. The charge keeps its money. */
export function forgetRefund(world: World, refund: Refund): void {
  world.refunds.delete(refund.id);
  const charge = world.charges.get(refund.charge);
  const counted = refund.status !== 'failed' && refund.status !== 'canceled';
  if (charge && counted) addRefunded(charge, -refund.amount);
}

function end(act: Act, refund: Refund, outcome: 'succeeded' | 'failed' | 'canceled'): void {
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

function assertRefundable(world: World, charge: Charge, left: number, amount: number | undefined): void {
  if (isHeld(world, charge)) {
    throw invalidRequest(`The charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  const notWhole = amountNotWhole(amount ?? left, charge.currency);
  if (notWhole !== null)
    throw invalidRequest(notWhole, { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount !== undefined && amount > left) {
    const money = (value: number) => inWords(value, charge.currency);
    throw invalidRequest(
      `Refund amount (${money(amount)}) is greater than unrefunded amount on charge (${money(left)})`,
      { code: 'amount_too_large', param: 'amount' },
    );
  }
}

/** A failed refund returns a negative amount to the charge. */
export function addRefunded(charge: Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
}
