import { assertNever } from '@/lib/core/errors';
import { isRefusedByBank } from '@/lib/ledger/refused-by-bank';
import type { Notice, NoticeSubject } from './notice-facts';
import { reminderExpiresAt } from './reminder-expires-at';

/** A notice is about a state of its object, and is not sent when that has passed. */
export function isStillRelevant(subject: NoticeSubject, notice: Notice, now: Date): boolean {
  switch (subject.kind) {
    case 'reservation_confirmation':
      return subject.status === 'confirmed' || subject.status === 'completed';
    case 'reservation_reminder':
      return subject.status === 'confirmed' && isOfItsStart(notice, subject.facts.startsAt);
    case 'reservation_moved':
    case 'player_invited':
    case 'player_removed':
    case 'player_left':
      return subject.status === 'confirmed' && subject.facts.endsAt > now;
    case 'payment_due':
    case 'series_booked':
    case 'series_moved':
    case 'series_cancelled':
    case 'series_closed':
      return subject.isOpen;
    case 'slot_freed':
      return subject.startsAt > now;
    case 'waitlist_offer':
      return subject.endsAt !== null && subject.endsAt > now;
    case 'staff_invited':
    case 'club_message':
      return subject.isOpen;
    case 'payment_refunded':
      return subject.refundStatus === 'succeeded';
    case 'refund_failed':
      return subject.refundStatus === 'failed' && isRefusedByBank(subject.facts.failureReason);
    case 'reservation_cancelled':
      return subject.status === 'cancelled';
    case 'shares_charged':
    case 'shares_refused':
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
    case 'passkey_added':
    case 'passkey_removed':
    case 'identity_linked':
    case 'identity_unlinked':
    case 'operator_granted':
    case 'account_erased':
    case 'club_refused':
      return true;
    default:
      return assertNever(subject);
  }
}

/** The game has not moved since the reminder was written. */
const isOfItsStart = ({ expiresAt }: Notice, startsAt: Date): boolean =>
  expiresAt === null || expiresAt.getTime() === reminderExpiresAt(startsAt).getTime();
