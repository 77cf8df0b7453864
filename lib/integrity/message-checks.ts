import { sql } from 'drizzle-orm';
import { propagateClubChange } from '@/lib/clubs/propagate-club-change';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { finishAct } from '@/lib/desk/acts/finish-act';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { byHand, type ConsistencyCheck, HISTORY, mend } from '@/lib/records/check-definition';
import { replayWebhookEvent } from '@/lib/webhooks/replay-webhook-event';
import { eraseCustomer } from './repair-customer';
import { repairDuplicateNotice } from './repair-duplicate-notice';
import { keepOneEvent, takeReservationsClub } from './repair-rows';
import { suppressUndone } from './repair-undone';
import { writeMissingConfirmation, writeMissingRefundNotice } from './write-missing-notice';

/** A notice `n` of the confirmation of a reservation `r`, sent or pending, and not sent again on purpose. */
const CONFIRMS = sql`n.reservation_id = r.id and n.kind = 'reservation_confirmation'
  and n.status not in ('failed', 'bounced') and n.resend_of is null`;

/** Booked by the player, not by staff, whose bookings may be made without a word. A key of either writes `api`. */
const BOOKED_BY_PLAYER = sql`(r.channel = 'online' or (r.channel = 'api' and exists (select from audit a
  where a.entity = 'reservation' and a.entity_id = r.id::text and a.to_state in ('payment_pending', 'pending'))))`;

/** What must hold of notices and of providers' events. */
export const MESSAGE_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I10',
    type: 'confirmation_missing',
    means: 'checks.confirmation_missing.means',
    rows: sql`select r.id as object_id from reservations r join users u on u.id = r.user_id and u.erased_at is null
      where r.kind = 'booking' and ${BOOKED_BY_PLAYER} and r.status = 'confirmed' and r.updated_at < now() - interval '10 minutes'
        and not exists (select from notices n where ${CONFIRMS})`,
    offer: mend('checks.confirmation_missing.mend', writeMissingConfirmation),
  },
  {
    id: 'I10',
    type: 'confirmation_not_one',
    means: 'checks.confirmation_not_one.means',
    rows: sql`select r.id as object_id from reservations r where r.kind = 'booking' and r.status = 'confirmed'
      and (select count(distinct (n.channel, n.recipient)) from notices n where ${CONFIRMS}) > 1`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: 'checks.confirmation_not_one.advice',
    },
  },
  {
    id: 'I11',
    type: 'notice_twice',
    means: 'checks.notice_twice.means',
    rows: sql`select min(id::text) as object_id from notices
      where act_id is null or status <> 'suppressed' group by kind, object_id, channel, recipient having count(*) > 1`,
    offer: mend('checks.notice_twice.mend', repairDuplicateNotice),
  },
  {
    id: 'I11',
    type: 'notice_club_differs',
    means: 'checks.notice_club_differs.means',
    rows: sql`select n.id as object_id from notices n join reservations r on r.id = n.reservation_id
      where n.club_id is distinct from r.club_id`,
    offer: mend('checks.notice_club_differs.mend', takeReservationsClub),
  },
  {
    id: 'I12',
    type: 'refund_notice_missing',
    means: 'checks.refund_notice_missing.means',
    rows: sql`select f.id as object_id from refunds f join payments p on p.id = f.payment_id
      join reservations r on r.id = p.reservation_id left join users u on u.id = r.user_id
      left join customers c on c.id = r.customer_id and c.email is not null
      where p.pays_for <> 'share' and coalesce(u.id, c.id) is not null and u.erased_at is null and c.erased_at is null and f.status = 'succeeded' and f.settled_at < now() - interval '10 minutes' and not exists (
        select from notices n where n.kind = 'payment_refunded'
          and n.object_id in (f.id::text, f.id::text || ':' || f.attempt) and n.created_at >= f.settled_at)`,
    offer: mend('checks.refund_notice_missing.mend', writeMissingRefundNotice),
  },
  {
    id: 'I13',
    type: 'webhook_twice',
    means: 'checks.webhook_twice.means',
    rows: sql`select provider || ':' || event_id as object_id from webhook_events group by provider, event_id having count(*) > 1`,
    offer: mend('checks.webhook_twice.mend', keepOneEvent),
  },
  {
    id: 'I14',
    type: 'webhook_unprocessed',
    means: 'checks.webhook_unprocessed.means',
    rows: sql`select id as object_id from webhook_events where processed_at is null and dead_at is null
      and coalesce(next_attempt_at, received_at) < now() - interval '10 minutes'`,
    offer: mend('checks.webhook_unprocessed.mend', (ctx, objectId) =>
      replayWebhookEvent(ctx, { webhookEventId: Number(objectId) }),
    ),
  },
  {
    id: 'I15',
    type: 'notice_not_sent',
    means: 'checks.notice_not_sent.means',
    rows: sql`select id as object_id from notices where channel <> 'call' and (
      (status = 'pending' and next_attempt_at < now() - interval '10 minutes')
      or (status = 'sending' and claimed_at < now() - interval '10 minutes'))`,
    offer: mend('checks.notice_not_sent.mend', deliverNotice),
  },
  {
    id: 'I15',
    type: 'act_not_told',
    means: 'checks.act_not_told.means',
    rows: sql`select id as object_id from acts where told_at is null and undone_at is null and messages <> '[]'
      and undo_until < now() - interval '10 minutes'`,
    offer: mend('checks.act_not_told.mend', (_ctx, actId) => finishAct(actId)),
  },
  {
    id: 'I33',
    type: 'undone_act_told',
    means: 'checks.undone_act_told.means',
    rows: sql`select n.id as object_id from notices n join acts a on a.id = n.act_id
      where a.undone_at is not null and n.status = 'pending'`,
    offer: mend('checks.undone_act_told.mend', suppressUndone),
  },
  {
    id: 'I15',
    type: 'call_not_made',
    means: 'checks.call_not_made.means',
    rows: sql`select id as object_id from notices
      where channel = 'call' and status = 'pending' and created_at < now() - interval '1 day'`,
    offer: byHand({ page: sitePaths.opsCalls }, 'checks.call_not_made.advice'),
  },
  {
    id: 'C08',
    type: 'mail_after_suppression',
    means: 'checks.mail_after_suppression.means',
    rows: sql`select n.id as object_id from notices n join users u on u.id = n.user_id and u.email = n.recipient
      where n.channel = 'email' and n.sent_at > u.email_invalid_at`,
    offer: {
      kind: 'accept',
      at: HISTORY,
      advice: 'checks.mail_after_suppression.advice',
    },
  },
  {
    id: 'I15',
    type: 'operation_unfinished',
    means: 'checks.operation_unfinished.means',
    rows: sql`select operation_id as object_id from operation_services
      where status = 'failed' or (status = 'pending' and updated_at < now() - interval '10 minutes')`,
    offer: mend('checks.operation_unfinished.mend', propagateClubChange),
  },
  {
    id: 'I15',
    type: 'customer_not_erased',
    means: 'checks.customer_not_erased.means',
    rows: sql`select stripe_customer_id as object_id from customer_removals
        where requested_at < now() - interval '10 minutes'
      union select stripe_customer_id from users where erased_at is not null and stripe_customer_id is not null`,
    offer: mend('checks.customer_not_erased.mend', eraseCustomer),
  },
];
