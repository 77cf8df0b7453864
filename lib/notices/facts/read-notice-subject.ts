import { assertNever } from '@/lib/core/errors';
import { readAccount } from './account-facts';
import { readClubMessage } from './club-message-facts';
import { readClubRefusal } from './club-refusal-facts';
import { readDue } from './due-facts';
import { readInvitation } from './invitation-facts';
import { readMove } from './move-facts';
import type { Notice, NoticeSubject } from '@/lib/notices/notice-facts';
import { readOffer } from './offer-facts';
import { readPlayer, readRemoved } from './player-facts';
import { readRefund } from './refund-facts';
import { readReservation } from './reservation-facts';
import { readSeries } from './series-facts';
import { readShares } from './shares-facts';
import { readSlot } from './slot-facts';

/**
 * Reads the present facts of a notice when it is sent.
 * @throws AppError not_found when its reservation, refund, alert, invitation, club or account is gone
 */
export async function readNoticeSubject(notice: Notice): Promise<NoticeSubject> {
  const { kind } = notice;
  switch (kind) {
    case 'reservation_confirmation':
    case 'reservation_cancelled':
    case 'club_closed':
    case 'reservation_reminder':
      return { kind, ...(await readReservation(notice)) };
    case 'reservation_moved':
      return { kind, ...(await readMove(notice)) };
    case 'player_invited':
    case 'player_left':
      return { kind, ...(await readPlayer(notice)) };
    case 'player_removed':
      return { kind, ...(await readRemoved(notice)) };
    case 'series_booked':
    case 'series_moved':
    case 'series_cancelled':
    case 'series_closed':
      return { kind, ...(await readSeries(notice)) };
    case 'payment_due':
      return { kind, ...(await readDue(notice)) };
    case 'shares_charged':
    case 'shares_refused':
      return { kind, ...(await readShares(notice)) };
    case 'payment_too_late':
    case 'payment_mismatch':
    case 'payment_duplicate':
    case 'payment_refunded':
    case 'refund_failed':
      return { kind, ...(await readRefund(notice)) };
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
      return { kind, ...(await readAccount(notice)) };
    case 'slot_freed':
      return { kind, ...(await readSlot(notice)) };
    case 'waitlist_offer':
      return { kind, ...(await readOffer(notice)) };
    case 'staff_invited':
      return { kind, ...(await readInvitation(notice)) };
    case 'club_refused':
      return { kind, ...(await readClubRefusal(notice)) };
    case 'club_message':
      return { kind, ...(await readClubMessage(notice)) };
    default:
      return assertNever(kind);
  }
}
