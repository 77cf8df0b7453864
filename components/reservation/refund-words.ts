import type { refunds } from '@/db/schema';
import { isRefusedByBank } from '@/lib/ledger/refused-by-bank';

type Refund = typeof refunds.$inferSelect;

/** The words for why a payment bought nothing. Null for a refund of one that did. */
export function refundWhy({ cause, lateBecause }: Pick<Refund, 'cause' | 'lateBecause'>) {
  switch (cause) {
    case 'late_payment':
      return `late_${lateBecause ?? 'unknown'}` as const;
    case 'amount_mismatch':
      return 'mismatchText';
    case 'duplicate_payment':
      return 'duplicateText';
    case 'cancellation':
    case 'club_deleted':
    case 'staff':
    case 'weather':
    case 'moved':
    case 'dashboard':
      return null;
  }
}

/** What tells how far a refund has come. */
export type RefundProgress = Pick<Refund, 'status' | 'failureReason' | 'heldByDisputeId' | 'paidByHandAt'>;

/** The words for how far a refund has come. Null for one that a receipt does not show. */
export function refundWord({ status, failureReason, heldByDisputeId, paidByHandAt }: RefundProgress) {
  switch (status) {
    case 'requested':
      return heldByDisputeId ? 'refundHeld' : 'refundRequested';
    case 'pending':
      return 'refundRequested';
    case 'succeeded':
      return 'refundSucceeded';
    case 'failed':
      return isRefusedByBank(failureReason) ? 'refundFailed' : 'refundDelayed';
    case 'covered':
      // Unless the club paid it by hand, another refund on the receipt covers it, or the bank did.
      return paidByHandAt ? 'refundByHand' : null;
    case 'recalled':
      return null;
  }
}
