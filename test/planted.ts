import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import type { TillKind } from '@/db/schema';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { sha256 } from '@/lib/core/seal';
import { processRefund } from '@/lib/refunds/process-refund';
import { expireHolds } from '@/lib/reservations/expire-holds';
import type { Sandbox } from '@/sandbox/start';
import { bookAndPay, bookAsPlayer, inDays, lapse, readBooking } from './bookings';
import { makeCourt, makeStaff, makeUser } from './factories';

/** A club's week: one paid booking, one held, one cancelled with a refund, one expired. */
export async function ordinaryWeek(sandbox: Sandbox) {
  const court = await makeCourt();
  const owner = await makeUser();
  await makeStaff(owner.id, court.clubId);
  const at = (days: number) => ({ courtId: court.id, date: inDays(days) });
  const paid = await bookAndPay(sandbox, at(3));
  const held = await bookAsPlayer(at(4));
  const returned = await bookAndPay(sandbox, at(5));
  await cancelReservation(returned.ctx, { reservationId: returned.reservationId });
  const { refunds } = await readBooking(returned.reservationId);
  const refundId = refunds[0]?.id ?? '';
  await processRefund(systemContext('test'), refundId);
  const lapsed = await bookAsPlayer(at(6));
  await lapse(lapsed.reservationId);
  await expireHolds(systemContext('test'));
  await db().execute(sql`insert into webhook_events (provider, event_id, type, payload, processed_at)
    values ('stripe', ${`evt_${randomUUID()}`}, 'payment_intent.succeeded', '{}', now())`);
  await db().execute(sql`insert into api_tokens (id, user_id, name, prefix, token_hash, scope)
    values (gen_random_uuid(), ${owner.id}, 'key', 'pista', ${sha256(randomUUID())}, 'read')`);
  await keepCourtDays();
  return { court, owner, paid, held, returned, lapsed, refundId };
}

export type Week = Awaited<ReturnType<typeof ordinaryWeek>>;

/** No row has it. */
export const NOBODY = '01890000-0000-7000-8000-000000000000';
const drop = (table: string, constraint: string) =>
  sql`alter table ${sql.identifier(table)} drop constraint if exists ${sql.identifier(constraint)}`;
const dropIndex = (index: string) => sql`drop index if exists ${sql.identifier(index)}`;
export const reservation = (id: string, change: SQL) =>
  sql`update reservations set ${change} where id = ${id}::uuid`;
export const payment = (id: string, change: SQL) => sql`update payments set ${change} where id = ${id}::uuid`;

/** Breaks a reference of a table's newest row. */
const astray = (table: string, column: string, nothing: SQL) => [
  sql`update ${sql.identifier(table)} set ${sql.identifier(column)} = ${nothing}
    where ctid = (select ctid from ${sql.identifier(table)} where ${sql.identifier(column)} is not null order by ctid desc limit 1)`,
];
const orphan = (table: string, column: string) => astray(table, column, sql`${NOBODY}::uuid`);
const invitation = (clubId: SQL, invitedBy: string, acceptedBy: string | null = null) =>
  sql`insert into staff_invitations (id, club_id, email, role, token_hash, invited_by, expires_at, accepted_at, accepted_by)
    values (gen_random_uuid(), ${clubId}, 'new@pista.test', 'desk', ${sha256(randomUUID())}, ${invitedBy}::uuid, now(),
      ${acceptedBy === null ? sql`null` : sql`now()`}, ${acceptedBy}::uuid)`;
const person = (id: string, clubId: number, mergedInto: string | null = null) =>
  sql`insert into customers (id, club_id, name, merged_into)
    values (${id}::uuid, ${clubId}, 'Ana', ${mergedInto}::uuid)`;
const books = (reservationId: string, customerId: string) =>
  reservation(reservationId, sql`user_id = null, customer_id = ${customerId}::uuid`);
const plays = (reservationId: string, customerId: string) =>
  sql`insert into participants (reservation_id, position, name, customer_id)
    values (${reservationId}::uuid, 0, 'Ana', ${customerId}::uuid)`;
const lastGame = (customerId: string, clubId: number) =>
  sql`insert into last_games (customer_id, club_id, starts_at) values (${customerId}::uuid, ${clubId}, now())`;
const courtDay = (clubId: number, courtId: number) =>
  sql`insert into court_days (club_id, court_id, local_date, bookings) values (${clubId}, ${courtId}, '2020-01-01', 1)`;
const sharedContact = (customerId: string, clubId: number) =>
  sql`insert into shared_contacts (club_id, contact, customer_id)
    values (${clubId}, '+34600111222', ${customerId}::uuid)`;
const homeless = (table: string) => astray(table, 'club_id', sql`999999`);

const leftPlace = (clubId: number, reservationId: string) => sql`insert into left_places
  (club_id, reservation_id, starts_at, ends_at, left_in)
  values (${clubId}, ${reservationId}::uuid, now(), now() + interval '1 hour', pg_current_xact_id())`;

type PlantedAct = { clubId: number; by: string; undoneBy?: string; message?: object };
const act = ({ clubId, by, undoneBy, message }: PlantedAct) => sql`insert into acts
  (id, club_id, kind, by, request_id, undo_until, undone_at, undone_by, changes, summary, messages)
  values (gen_random_uuid(), ${clubId}, 'lock', ${by}::uuid, 'x', now() - interval '11 minutes',
    ${undoneBy === undefined ? sql`null` : sql`now()`}, ${undoneBy ?? null}::uuid, '[]', '{}',
    ${JSON.stringify(message ? [message] : [])}::jsonb)`;

/** A photo that everybody sees. */
const photo = (clubId: SQL, more: { courtId?: SQL; by?: string } = {}) => sql`insert into photos
  (id, club_id, court_id, position, alt, width, height, sha256, created_by, stored_at)
  values (gen_random_uuid(), ${clubId}, ${more.courtId ?? null}, 1, '{}', 1600, 1200, ${sha256(randomUUID())},
    ${more.by ?? null}::uuid, now())`;

/** A block that repeats, of the court of a week. */
const repeated = ({ court, owner }: Week, id: string, clubId = court.clubId) => sql`insert into series
  (id, club_id, court_id, kind, weekdays, start_minute, duration_minutes, from_date, until_date, created_by)
  values (${id}::uuid, ${clubId}, ${court.id}, 'block', '{1}', 600, 60, '2027-01-04', '2027-12-27', ${owner.id}::uuid)`;

const undone = ({ court, owner }: Week) => act({ clubId: court.clubId, by: owner.id, undoneBy: owner.id });

/**
 * One violation of each kind, as a manual change of the database would cause it. Where a check finds several kinds,
 * each further one is `type: which`.
 */
export function plantsIn(week: Week): Record<string, () => SQL[]> {
  const refund = (change: SQL) => sql`update refunds set ${change} where id = ${week.refundId}::uuid`;
  const shift = (values: SQL) => sql`insert into till_shifts
    (id, club_id, opened_by, name, opened_at, float_minor, closed_by, closed_at, counted_minor, expected_minor)
    values (gen_random_uuid(), ${week.court.clubId}, ${week.owner.id}::uuid, ${values})`;
  const openShift = () => shift(sql`'Caja', now(), 10000, null, null, null, null`);
  const entry = (kind: TillKind, minor: number, reservationId: string) => sql`insert into till_entries
    (id, club_id, kind, method, amount_minor, currency, reservation_id, request_key, taken_by)
    values (gen_random_uuid(), ${week.court.clubId}, ${kind}, 'bizum', ${minor}, 'EUR', ${reservationId}::uuid,
      ${randomUUID()}, ${week.owner.id}::uuid)`;
  const due = (reservationId: string, minor: number) => sql`insert into dues
    (id, club_id, reservation_id, amount_minor, currency, cause, created_by)
    values (gen_random_uuid(), ${week.court.clubId}, ${reservationId}::uuid, ${minor}, 'EUR', 'desk', 'staff:x')`;
  const [ana, bea] = [randomUUID(), randomUUID()];
  const copyPaid = sql`insert into reservations
    select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
    from reservations r where id = ${week.paid.reservationId}::uuid`;
  return {
    reservation_overlap: () => [drop('reservations', 'reservations_no_overlap'), copyPaid],
    games_overlapped: () => [
      drop('reservations', 'reservations_no_overlap'),
      reservation(week.paid.reservationId, sql`status = 'completed'`),
      copyPaid,
    ],
    reservation_empty_range: () => [
      drop('reservations', 'reservations_range_positive'),
      reservation(week.lapsed.reservationId, sql`ends_at = starts_at`),
    ],
    guard_constraint_missing: () => [drop('reservations', 'reservations_no_overlap')],
    hold_overdue: () => [
      reservation(week.held.reservationId, sql`hold_expires_at = now() - interval '3 minutes'`),
    ],
    offer_for_other: () => [
      sql`insert into slot_alerts (id, user_id, city, starts_at, duration_minutes, notified_at, offered_reservation_id)
        select gen_random_uuid(), user_id, 'Madrid', starts_at + interval '30 minutes', 90, now(), id
        from reservations where id = ${week.held.reservationId}::uuid`,
    ],
    reservation_club_differs: () => [reservation(week.paid.reservationId, sql`club_id = 999999`)],
    series_club_differs: () => [
      repeated(week, ana, 999999),
      reservation(week.paid.reservationId, sql`series_id = ${ana}::uuid, series_date = '2027-01-04'`),
    ],
    replaces_another: () => [
      drop('reservations', 'reservations_replacement_is_no_booking'),
      sql`alter table reservations disable trigger reservations_replacement_is_its_own`,
      reservation(week.held.reservationId, sql`replaces = ${week.paid.reservationId}::uuid`),
    ],
    'replaces_another: of another browser': () => [
      drop('reservations', 'reservations_replacement_is_no_booking'),
      sql`alter table reservations disable trigger reservations_replacement_is_its_own`,
      reservation(week.paid.reservationId, sql`visitor_id = ${NOBODY}::uuid`),
      reservation(
        week.held.reservationId,
        sql`replaces = ${week.paid.reservationId}::uuid, user_id = (select user_id from reservations where id = ${week.paid.reservationId}::uuid)`,
      ),
    ],
    booking_in_deleted_club: () => [sql`update clubs set deleted_at = now() where id = ${week.court.clubId}`],
    court_without_money: () => [payment(week.paid.paymentId, sql`received_minor = amount_minor - 1`)],
    'court_without_money: a due beside the price': () => [due(week.paid.reservationId, 1)],
    'court_without_money: the desk took it too': () => [entry('payment', 4500, week.paid.reservationId)],
    given_back_at_stripe: () => [
      sql`insert into refunds (id, payment_id, amount_minor, currency, status, cause, requested_by, stripe_refund_id, missing_minor)
        values (gen_random_uuid(), ${week.paid.paymentId}::uuid, 4500, 'EUR', 'pending', 'dashboard', 'stripe:dashboard', 're_planted', 4500)`,
    ],
    money_without_court: () => [reservation(week.paid.reservationId, sql`status = 'cancelled'`)],
    'money_without_court: booking gone': () => [
      payment(week.paid.paymentId, sql`reservation_id = ${NOBODY}::uuid`),
    ],
    'money_without_court: foreign money': () => [payment(week.paid.paymentId, sql`currency = 'GBP'`)],
    payment_without_stripe: () => [payment(week.paid.paymentId, sql`payment_intent_id = null`)],
    refunds_exceed_payment: () => [
      sql`alter table refunds disable trigger refunds_within_payment_update`,
      refund(sql`amount_minor = amount_minor + 1`),
    ],
    stripe_object_twice: () => [
      drop('payments', 'payments_paymentIntentId_unique'),
      payment(week.held.paymentId, sql`payment_intent_id = ${week.paid.intentId}`),
    ],
    'stripe_object_twice: refund': () => [
      drop('refunds', 'refunds_stripeRefundId_unique'),
      sql`insert into refunds select (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid()))).* from refunds f
        where id = ${week.refundId}::uuid`,
    ],
    two_open_payments: () => [
      dropIndex('payments_open_key'),
      sql`insert into payments (id, reservation_id, amount_minor, currency, attempt)
      values (gen_random_uuid(), ${week.held.reservationId}::uuid, 4500, 'EUR', 2)`,
    ],
    refund_not_sent: () => [refund(sql`status = 'requested', updated_at = now() - interval '11 minutes'`)],
    intent_not_cancelled: () => [
      payment(week.held.paymentId, sql`cancel_requested_at = now() - interval '11 minutes'`),
    ],
    'intent_not_cancelled: reservation': () => [
      payment(week.held.paymentId, sql`cancel_requested_at = null`),
      reservation(
        week.held.reservationId,
        sql`status = 'cancelled', updated_at = now() - interval '11 minutes'`,
      ),
    ],
    refund_held_for_nothing: () => [
      sql`insert into disputes (id, payment_id, amount_minor, currency, status, reason, updated_at) values
        ('dp_' || gen_random_uuid(), ${week.returned.paymentId}::uuid, 4500, 'EUR', 'won', 'fraudulent', now() - interval '11 minutes')`,
      refund(sql`status = 'requested', held_by_dispute_id = (
        select id from disputes where payment_id = ${week.returned.paymentId}::uuid limit 1)`),
    ],
    'refund_held_for_nothing: covered': () => [
      sql`insert into disputes (id, payment_id, amount_minor, currency, status, reason, updated_at) values
        ('dp_' || gen_random_uuid(), ${week.returned.paymentId}::uuid, 4500, 'EUR', 'won', 'fraudulent', now() - interval '11 minutes')`,
      refund(sql`status = 'covered', held_by_dispute_id = (
        select id from disputes where payment_id = ${week.returned.paymentId}::uuid limit 1)`),
    ],
    money_invalid: () => [drop('refunds', 'refunds_amounts'), refund(sql`amount_minor = 0`)],
    'money_invalid: currency of a refund': () => [
      drop('refunds', 'refunds_amounts'),
      refund(sql`currency = 'eur'`),
    ],
    'money_invalid: payment': () => [
      drop('payments', 'payments_amounts'),
      payment(week.held.paymentId, sql`amount_minor = 0`),
    ],
    'money_invalid: currency of a payment': () => [
      drop('payments', 'payments_amounts'),
      payment(week.held.paymentId, sql`currency = 'E'`),
    ],
    refund_stuck: () => [refund(sql`status = 'pending', created_at = now() - interval '25 hours'`)],
    refund_without_stripe: () => [refund(sql`stripe_refund_id = null`)],
    refunded_total_differs: () => [
      payment(week.returned.paymentId, sql`refunded_minor = refunded_minor - 1`),
    ],
    till_shift_miscounted: () => [
      shift(sql`'Caja', now(), 10000, ${week.owner.id}::uuid, now(), 10000, 9999`),
    ],
    till_paid_out_too_much: () => [entry('payout', -1, week.paid.reservationId)],
    till_of_cancelled_differs: () => [entry('payment', 1000, week.returned.reservationId)],
    'till_of_cancelled_differs: open due': () => [due(week.returned.reservationId, 1000)],
    till_entry_misplaced: () => [
      entry('payment', 1000, week.paid.reservationId),
      sql`update till_entries set club_id = 999999 where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    'till_entry_misplaced: another club’s till': () => [
      openShift(),
      sql`update till_shifts set club_id = 999999 where club_id = ${week.court.clubId}`,
      entry('payment', 1000, week.paid.reservationId),
      sql`update till_entries set shift_id = (select id from till_shifts where club_id = 999999 limit 1)
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    till_reversal_differs: () => [
      entry('payment', 1000, week.paid.reservationId),
      sql`insert into till_entries select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
        'amount_minor', -999, 'reverses', e.id, 'request_key', gen_random_uuid()))).* from till_entries e
        where e.reservation_id = ${week.paid.reservationId}::uuid and e.reverses is null`,
    ],
    due_misplaced: () => [
      due(week.paid.reservationId, 1),
      sql`update dues set club_id = 999999 where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    due_rest_astray: () => [
      due(week.paid.reservationId, 1000),
      sql`insert into dues select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(),
        'split_of', u.id))).* from dues u where u.reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    payment_beyond_due: () => [
      sql`insert into payments (id, reservation_id, status, attempt, amount_minor, currency, created_at)
        values (gen_random_uuid(), ${week.paid.reservationId}::uuid, 'pending', 9, 4500, 'EUR',
          now() - interval '11 minutes')`,
    ],
    confirmation_not_one: () => [
      sql`insert into notices select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid(),
        'channel', 'sms', 'recipient', '+34600111222'))).* from notices n
        where reservation_id = ${week.paid.reservationId}::uuid and kind = 'reservation_confirmation'`,
    ],
    confirmation_missing: () => [
      reservation(week.paid.reservationId, sql`updated_at = now() - interval '11 minutes'`),
      sql`delete from notices where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    notice_twice: () => [
      dropIndex('notices_once_key'),
      sql`insert into notices select (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).* from notices n limit 1`,
    ],
    notice_club_differs: () => [
      sql`update notices set club_id = null where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    refund_notice_missing: () => [
      refund(sql`settled_at = now() - interval '11 minutes'`),
      sql`delete from notices where kind = 'payment_refunded'`,
    ],
    'refund_notice_missing: without an account': () => {
      const customer = randomUUID();
      return [
        person(customer, week.court.clubId),
        sql`update customers set email = 'ana@pista.test' where id = ${customer}::uuid`,
        books(week.returned.reservationId, customer),
        refund(sql`settled_at = now() - interval '11 minutes'`),
        sql`delete from notices where kind = 'payment_refunded'`,
      ];
    },
    webhook_twice: () => [
      dropIndex('webhook_events_event_key'),
      sql`insert into webhook_events (provider, event_id, type, payload, processed_at)
      select provider, event_id, type, payload, now() from webhook_events`,
    ],
    webhook_unprocessed: () => [
      sql`update webhook_events set processed_at = null, received_at = now() - interval '11 minutes'`,
    ],
    notice_not_sent: () => [
      sql`update notices set next_attempt_at = now() - interval '11 minutes'
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    'notice_not_sent: sending': () => [
      sql`update notices set status = 'sending', claimed_at = now() - interval '11 minutes', next_attempt_at = now()
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    act_not_told: () => [
      act({
        clubId: week.court.clubId,
        by: week.owner.id,
        message: { userId: week.paid.player.id, type: 'reservation.cancelled', data: {} },
      }),
    ],
    undone_act_told: () => [
      undone(week),
      sql`update notices set status = 'pending', next_attempt_at = now(), act_id = (select id from acts order by created_at desc limit 1)
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    undone_act_refunded: () => [
      undone(week),
      refund(sql`status = 'requested', act_id = (select id from acts order by created_at desc limit 1)`),
    ],
    act_missing_club: () => [act({ clubId: 999999, by: week.owner.id })],
    act_missing_staff: () => [act({ clubId: week.court.clubId, by: NOBODY })],
    act_missing_user: () => [act({ clubId: week.court.clubId, by: week.owner.id, undoneBy: NOBODY })],
    payment_missing_due: () => [
      payment(week.paid.paymentId, sql`pays_for = 'share', due_id = ${NOBODY}::uuid`),
    ],
    shared_cost_missing_reservation: () => [
      sql`insert into shared_costs (reservation_id) values (${NOBODY}::uuid)`,
    ],
    notice_missing_act: () => [sql`update notices set act_id = ${NOBODY}::uuid`],
    refund_missing_act: () => [refund(sql`act_id = ${NOBODY}::uuid`)],
    call_not_made: () => [
      sql`update notices set channel = 'call', status = 'pending', created_at = now() - interval '25 hours'
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    unique_key_missing: () => [dropIndex('notices_once_key')],
    mail_after_suppression: () => [
      sql`update users set email_invalid_at = now() - interval '1 hour' where id = ${week.paid.player.id}::uuid`,
      sql`update notices set status = 'sent', sent_at = now()`,
    ],
    transition_not_allowed: () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('reservation', ${week.lapsed.reservationId}, 'system:test', 'expired', 'completed')`,
    ],
    'transition_not_allowed: payment': () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('payment', ${week.paid.paymentId}, 'system:test', 'completed', 'pending')`,
    ],
    'transition_not_allowed: refund that began as sent': () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('refund', ${week.refundId}, 'system:test', null, 'succeeded')`,
    ],
    'transition_not_allowed: back from a cancellation by nobody': () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state, detail)
      values ('reservation', ${week.paid.reservationId}, 'system:test', 'cancelled', 'confirmed', '{"cause": "staff"}')`,
    ],
    'transition_not_allowed: back from a no-show by nobody': () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('reservation', ${week.paid.reservationId}, 'system:test', 'no_show', 'confirmed')`,
    ],
    status_not_audited: () => [refund(sql`status = 'failed'`)],
    trigger_missing: () => [sql`drop trigger refunds_within_payment_insert on refunds`],
    'trigger_missing: disabled': () => [sql`alter table notices disable trigger notices_audit`],
    audit_not_append_only: () => [sql`drop trigger audit_append_only on audit`],
    token_not_hashed: () => [
      drop('api_tokens', 'api_tokens_hash'),
      sql`update api_tokens set token_hash = 'pista_live_plain' where user_id = ${week.owner.id}::uuid`,
    ],
    staff_action_without_role: () => [
      sql`insert into audit (entity, entity_id, actor, from_state, to_state)
      values ('reservation', ${week.paid.reservationId}, ${`staff:${week.paid.player.id}`}, 'confirmed', 'cancelled')`,
    ],
    access_of_gone_user: () => [sql`update users set erased_at = now() where id = ${week.owner.id}::uuid`],
    key_of_lost_maker: () => [
      sql`update api_tokens set club_id = ${week.court.clubId}, role = 'desk', scope = 'write' where user_id = ${week.owner.id}::uuid`,
      sql`update staff_roles set role = 'manager' where user_id = ${week.owner.id}::uuid`,
    ],
    club_without_owner: () => [sql`update staff_roles set role = 'desk'`],
    'club_without_owner: nobody is left': () => [sql`update staff_roles set revoked_at = now()`],
    role_twice: () => [
      dropIndex('staff_roles_live_key'),
      sql`insert into staff_roles select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).* from staff_roles s limit 1`,
    ],
    row_from_the_future: () => [payment(week.paid.paymentId, sql`created_at = now() + interval '2 minutes'`)],
    payment_missing_user: () => orphan('payments', 'user_id'),
    payment_missing_reservation: () => [payment(week.paid.paymentId, sql`reservation_id = ${NOBODY}::uuid`)],
    refund_missing_payment: () => orphan('refunds', 'payment_id'),
    refund_missing_dispute: () => [refund(sql`held_by_dispute_id = 'dp_none'`)],
    notice_missing_refund: () => orphan('notices', 'refund_id'),
    alert_missing_user: () => [
      sql`insert into slot_alerts (id, user_id, city, starts_at, duration_minutes)
        values (gen_random_uuid(), ${NOBODY}::uuid, 'Madrid', now() + interval '1 day', 90)`,
    ],
    alert_missing_club: () => [
      sql`insert into slot_alerts (id, user_id, city, club_id, starts_at, duration_minutes)
        select gen_random_uuid(), id, 'Madrid', 999999, now() + interval '1 day', 90 from users limit 1`,
    ],
    alert_missing_reservation: () => [
      sql`insert into slot_alerts (id, user_id, city, starts_at, duration_minutes, notified_at, offered_reservation_id)
        select gen_random_uuid(), id, 'Madrid', now() + interval '1 day', 90, now(), ${NOBODY}::uuid from users limit 1`,
    ],
    step_missing_operation: () => [
      sql`insert into operation_services (operation_id, service, status) values (gen_random_uuid(), 'cache', 'completed')`,
    ],
    dispute_missing_payment: () => [
      sql`insert into disputes (id, payment_id, amount_minor, currency, status, reason)
      values ('dp_1', ${NOBODY}::uuid, 4500, 'EUR', 'needs_response', 'fraudulent')`,
    ],
    reservation_missing_replaced: () => [
      drop('reservations', 'reservations_replacement_is_no_booking'),
      sql`alter table reservations disable trigger reservations_replacement_is_its_own`,
      reservation(week.held.reservationId, sql`replaces = ${NOBODY}::uuid`),
    ],
    reservation_missing_user: () => orphan('reservations', 'user_id'),
    reservation_missing_staff: () => [
      reservation(week.paid.reservationId, sql`staff_settled_by = ${NOBODY}::uuid`),
    ],
    visitor_hold_missing_reservation: () => [
      sql`insert into visitor_holds (reservation_id, address) values (${NOBODY}::uuid, 'somewhere')`,
    ],
    left_place_missing_reservation: () => [leftPlace(week.court.clubId, NOBODY)],
    left_place_missing_club: () => [leftPlace(999999, week.paid.reservationId)],
    reservation_missing_locker: () => [
      reservation(week.paid.reservationId, sql`locked_at = now(), locked_by = ${NOBODY}::uuid`),
    ],
    reservation_missing_greeter: () => [
      reservation(week.paid.reservationId, sql`checked_in_at = now(), checked_in_by = ${NOBODY}::uuid`),
    ],
    reservation_missing_court: () => [reservation(week.paid.reservationId, sql`court_id = 999999`)],
    reservation_missing_club: () => homeless('reservations'),
    participant_missing_reservation: () => [
      sql`insert into participants (reservation_id, position, name) values (${NOBODY}::uuid, 0, 'Ana')`,
    ],
    participant_missing_user: () => [
      sql`insert into participants (reservation_id, position, name, user_id)
      values (${week.paid.reservationId}::uuid, 0, 'Ana', ${NOBODY}::uuid)`,
    ],
    notice_missing_reservation: () => orphan('notices', 'reservation_id'),
    notice_missing_user: () => orphan('notices', 'user_id'),
    notice_missing_club: () => homeless('notices'),
    notice_missing_customer: () => [
      sql`update notices set user_id = null, customer_id = ${NOBODY}::uuid
        where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    notice_missing_notice: () => [
      sql`update notices set resend_of = ${NOBODY}::uuid where reservation_id = ${week.paid.reservationId}::uuid`,
    ],
    message_missing_user: () => orphan('live_events', 'user_id'),
    token_missing_user: () => orphan('api_tokens', 'user_id'),
    token_missing_club: () => [sql`update api_tokens set club_id = 999999, role = 'desk', scope = 'write'`],
    role_missing_user: () => orphan('staff_roles', 'user_id'),
    role_missing_club: () => homeless('staff_roles'),
    role_missing_staff: () => [sql`update staff_roles set granted_by = ${NOBODY}::uuid`],
    invitation_missing_club: () => [invitation(sql`999999`, week.owner.id)],
    invitation_missing_staff: () => [invitation(sql`${week.court.clubId}`, NOBODY)],
    invitation_missing_user: () => [invitation(sql`${week.court.clubId}`, week.owner.id, NOBODY)],
    operation_unfinished: () => [
      sql`insert into operations (id, kind, object_id, started_by) values (${NOBODY}::uuid, 'clubs_synced', 'directory', 'system:test')`,
      sql`insert into operation_services (operation_id, service, updated_at)
      values (${NOBODY}::uuid, 'search', now() - interval '11 minutes')`,
    ],
    customer_not_erased: () => [
      sql`insert into customer_removals (stripe_customer_id, requested_at) values ('cus_1', now() - interval '11 minutes')`,
    ],
    second_factor_missing_user: () => [
      sql`insert into second_factors (user_id, sealed_secret) values (${NOBODY}::uuid, 'sealed')`,
    ],
    recovery_code_missing_user: () => [
      sql`insert into recovery_codes (id, user_id, code_hash)
        values (gen_random_uuid(), ${NOBODY}::uuid, repeat('0', 64))`,
    ],
    passkey_missing_user: () => [
      sql`insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name)
        values (gen_random_uuid(), ${NOBODY}::uuid, 'planted', 'key', 0, '{}', 'Phone')`,
    ],
    customer_missing_user: () => orphan('customers', 'user_id'),
    customer_missing_club: () => homeless('customers'),
    customer_missing_staff: () => [
      sql`update customers set blocked_at = now(), block_reason = 'rude', blocked_by = ${NOBODY}::uuid`,
    ],
    customer_missing_customer: () => [person(ana, week.court.clubId, NOBODY)],
    customer_of_other_club: () => [person(ana, 999999), books(week.paid.reservationId, ana)],
    'customer_of_other_club: a player': () => [person(ana, 999999), plays(week.paid.reservationId, ana)],
    customer_merged_away: () => [
      person(bea, week.court.clubId),
      person(ana, week.court.clubId, bea),
      books(week.paid.reservationId, ana),
    ],
    customer_with_account: () => [
      reservation(
        week.paid.reservationId,
        sql`user_id = null, customer_id = (select id from customers where user_id = ${week.paid.player.id}::uuid)`,
      ),
    ],
    merge_leads_astray: () => [person(bea, 999999), person(ana, week.court.clubId, bea)],
    'merge_leads_astray: in a circle': () => [
      person(bea, week.court.clubId, ana),
      person(ana, week.court.clubId, bea),
    ],
    court_day_differs: () => [sql`update court_days set sold_minutes = sold_minutes + 1`],
    'court_day_differs: missing': () => [sql`delete from court_days`],
    'court_day_differs: of a day without bookings': () => [
      sql`update court_days set local_date = local_date + 20`,
    ],
    'court_day_differs: a mark that nobody saw to': () => [
      sql`delete from court_days`,
      sql`insert into stale_days (court_id, starts_at, ends_at, marked_at)
        select court_id, starts_at, ends_at, now() - interval '61 seconds' from reservations`,
    ],
    court_sum_differs: () => [sql`update court_days set bookings = bookings + 1`],
    'court_sum_differs: long ago': () => [courtDay(week.court.clubId, week.court.id)],
    court_day_missing_club: () => [courtDay(999999, week.court.id)],
    court_day_missing_court: () => [courtDay(week.court.clubId, 999999)],
    city_differs: () => [sql`update cities set clubs = clubs + 1`],
    'city_differs: missing': () => [sql`delete from cities`],
    'city_differs: of no club': () => [
      sql`insert into cities (key, city, time_zone, latitude, longitude, listed, clubs) values ('nowhere', 'Nowhere', 'UTC', 0, 0, 1, 1)`,
    ],
    last_game_differs: () => [sql`update last_games set starts_at = starts_at - interval '1 day'`],
    'last_game_differs: missing': () => [sql`delete from last_games`],
    'last_game_differs: of nobody who played': () => [
      person(ana, week.court.clubId),
      lastGame(ana, week.court.clubId),
    ],
    last_game_missing_customer: () => [lastGame(NOBODY, week.court.clubId)],
    last_game_missing_club: () => homeless('last_games'),
    shared_contact_differs: () => [
      person(ana, week.court.clubId),
      person(bea, week.court.clubId),
      sql`update customers set phone = '+34600111222' where id in (${ana}::uuid, ${bea}::uuid)`,
    ],
    'shared_contact_differs: with nobody': () => [
      person(ana, week.court.clubId),
      sharedContact(ana, week.court.clubId),
    ],
    shared_contact_missing_customer: () => [sharedContact(NOBODY, week.court.clubId)],
    shared_contact_missing_club: () => [person(ana, week.court.clubId), sharedContact(ana, 999999)],
    reservation_missing_customer: () => [books(week.paid.reservationId, NOBODY)],
    participant_missing_customer: () => [plays(week.paid.reservationId, NOBODY)],
    price_rule_missing_club: () => homeless('price_rules'),
    opening_hours_missing_club: () => homeless('opening_hours'),
    special_day_missing_club: () => [
      sql`insert into special_days (club_id, date, closed, holiday, windows)
        values (999999, '2026-12-25', true, true, '[]')`,
    ],
    category_missing_club: () => [
      sql`insert into categories (club_id, code, name, position) values (999999, 'member', '{}', 1)`,
    ],
    photo_missing_club: () => [photo(sql`999999`)],
    photo_missing_court: () => [photo(sql`${week.court.clubId}`, { courtId: sql`999999` })],
    photo_missing_staff: () => [photo(sql`${week.court.clubId}`, { by: NOBODY })],
    photo_court_elsewhere: () => [
      photo(sql`${week.court.clubId}`, { courtId: sql`${week.court.id}` }),
      sql`update photos set club_id = 999999`,
    ],
    photo_files_left: () => [
      photo(sql`${week.court.clubId}`),
      sql`update photos set deleted_at = now() - interval '61 minutes'`,
    ],
    'photo_files_left: never finished': () => [
      photo(sql`${week.court.clubId}`),
      sql`update photos set stored_at = null, created_at = now() - interval '121 minutes'`,
    ],
    series_missing_club: () => [repeated(week, ana, 999999)],
    series_missing_court: () => [repeated(week, ana), ...astray('series', 'court_id', sql`999999`)],
    series_missing_customer: () => [
      repeated(week, ana),
      sql`update series set kind = 'booking', customer_id = ${NOBODY}::uuid`,
    ],
    series_missing_staff: () => [repeated(week, ana), ...orphan('series', 'created_by')],
    series_exception_missing_series: () => [
      sql`insert into series_exceptions (series_id, date, why) values (${NOBODY}::uuid, '2027-01-04', 'skipped')`,
    ],
    reservation_missing_series: () => [
      reservation(week.paid.reservationId, sql`series_id = ${NOBODY}::uuid, series_date = '2027-01-04'`),
    ],
    court_missing_club: () => homeless('courts'),
    due_missing_club: () => [due(week.paid.reservationId, 1), ...homeless('dues')],
    due_missing_reservation: () => [due(NOBODY, 1)],
    due_missing_staff: () => [
      due(week.paid.reservationId, 1),
      sql`update dues set waived_at = now(), waive_reason = 'moved house', waived_by = ${NOBODY}::uuid`,
    ],
    due_missing_due: () => [due(week.paid.reservationId, 1), sql`update dues set split_of = ${NOBODY}::uuid`],
    shift_missing_club: () => [openShift(), ...homeless('till_shifts')],
    shift_missing_staff: () => [openShift(), ...orphan('till_shifts', 'opened_by')],
    shift_missing_user: () => [shift(sql`'Caja', now(), 10000, ${NOBODY}::uuid, now(), 10000, 10000`)],
    entry_missing_club: () => [entry('payment', 1, week.paid.reservationId), ...homeless('till_entries')],
    entry_missing_shift: () => [
      entry('payment', 1, week.paid.reservationId),
      sql`update till_entries set shift_id = ${NOBODY}::uuid`,
    ],
    entry_missing_reservation: () => [entry('payment', 1, NOBODY)],
    entry_missing_entry: () => [
      entry('payment', 1, week.paid.reservationId),
      sql`update till_entries set reverses = ${NOBODY}::uuid, amount_minor = -amount_minor`,
    ],
    entry_missing_staff: () => [
      entry('payment', 1, week.paid.reservationId),
      ...orphan('till_entries', 'taken_by'),
    ],
  };
}
