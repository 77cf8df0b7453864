import { assertNever } from '@/lib/core/errors';
import { isRefusedByBank } from '@/lib/ledger/refused-by-bank';
import type { NoticeSubject } from './notice-facts';

/** A notice is about a state of its object, and is not sent when that has passed. */
export function isStillRelevant(subject: NoticeSubject, now: Date): boolean {
  switch (subject.kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
      return subject.status === 'confirmed' || subject.status === 'completed';
    case 'slot_freed':
      return subject.startsAt > now;
    case 'staff_invited':
      return subject.isOpen;
    case 'payment_refunded':
      return subject.refundStatus === 'succeeded';
    case 'refund_failed':
      return subject.refundStatus === 'failed' && isRefusedByBank(subject.facts.failureReason);
    case 'reservation_cancelled':
    case 'payment_too_late':
    case 'payment_mismatch':
    case 'payment_duplicate':
    case 'club_closed':
    case 'password_changed':
    case 'api_key_created':
    case 'second_factor_on':
    case 'second_factor_off':
    case 'recovery_code_used':
    case 'recovery_codes_renewed':
    case 'operator_granted':
    case 'account_erased':
      return true;
    default:
      return assertNever(subject);
  }
}
