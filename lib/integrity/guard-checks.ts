import { type SQL, sql } from 'drizzle-orm';
import { byHand, type ConsistencyCheck } from '@/lib/records/check-definition';

/** Every rule of the database that a row must keep. */
export const CONSTRAINTS = [
  'acts_kind',
  'acts_undone',
  'api_tokens_hash',
  'categories_code',
  'categories_limits',
  'clubs_desk_minutes',
  'clubs_move_price',
  'customers_blocked',
  'customers_email_lower',
  'customers_merged',
  'customers_merged_without_account',
  'customers_named',
  'dues_amount',
  'dues_cause',
  'dues_ended_once',
  'dues_waived',
  'notices_one_person',
  'opening_hours_range',
  'opening_hours_season',
  'opening_hours_season_no_overlap',
  'opening_hours_week_no_overlap',
  'payments_amounts',
  'payments_completed',
  'payments_retained',
  'payments_status',
  'recovery_codes_hash',
  'refunds_amounts',
  'refunds_cause',
  'refunds_late_because',
  'refunds_paid_by_hand',
  'refunds_reason',
  'refunds_status',
  'reservations_booking_at_most_four_hours',
  'reservations_channel',
  'reservations_checked_in',
  'reservations_hold_expires',
  'reservations_list_price',
  'reservations_locked',
  'reservations_no_overlap',
  'reservations_one_customer',
  'reservations_price_not_negative',
  'reservations_price_reason',
  'reservations_range_positive',
  'reservations_retained_till',
  'special_days_closed',
  'staff_invitations_email_lower',
  'staff_invitations_ended_once',
  'staff_invitations_hash',
  'staff_invitations_role',
  'staff_roles_role',
  'till_entries_amount',
  'till_entries_cash_in_shift',
  'till_entries_drawer',
  'till_entries_kind',
  'till_entries_method',
  'till_entries_paying',
  'till_entries_sign',
  'till_shifts_amounts',
  'till_shifts_closed',
  'users_email_lower',
] as const;

/** Every key that forbids a second row of the same. */
export const UNIQUE_KEYS = [
  'api_tokens_tokenHash_unique',
  'categories_club_code_key',
  'clubs_externalId_unique',
  'clubs_slug_unique',
  'courts_club_position_key',
  'customers_account_key',
  'customers_email_key',
  'dues_split_key',
  'notices_once_key',
  'payments_open_key',
  'payments_paymentIntentId_unique',
  'price_rules_club_position_key',
  'recovery_codes_key',
  'refunds_request_key',
  'refunds_stripeRefundId_unique',
  'search_documents_object_key',
  'slot_alerts_open_key',
  'staff_invitations_open_key',
  'staff_invitations_tokenHash_unique',
  'staff_roles_live_key',
  'till_entries_request_key',
  'till_entries_reverses_unique',
  'till_shifts_open_key',
  'users_email_key',
  'users_stripeCustomerId_unique',
  'webhook_events_event_key',
] as const;

/** The trigger that keeps the audit from being rewritten. Its absence has advice of its own. */
export const AUDIT_GUARD = 'audit_append_only';

/** Every other trigger. */
export const TRIGGERS = [
  'categories_catalogue',
  'club_keeps_owner',
  'clubs_catalogue',
  'courts_catalogue',
  'customers_account_words',
  'dues_touch_board',
  'live_events_notify',
  'live_events_number',
  'notices_audit',
  'notices_insert_waits',
  'notices_touch_board',
  'notices_update_waits',
  'opening_hours_catalogue',
  'participants_touch_board',
  'price_rules_catalogue',
  'refunds_touch_board',
  'refunds_wait',
  'refunds_within_payment_insert',
  'refunds_within_payment_update',
  'repairs_append_only',
  'reservations_left_place',
  'reservations_notify',
  'reservations_notify_details',
  'reservations_revision',
  'second_factors_delete_audit',
  'second_factors_insert_audit',
  'second_factors_update_audit',
  'special_days_catalogue',
  'staff_roles_audit',
  'till_entries_append_only',
  'till_entries_touch_board',
  'till_within_paid',
  'users_customer_words',
  'users_disabled_audit',
  'users_operator_audit',
  'users_operator_delete_audit',
  'users_operator_insert_audit',
  'users_reach_audit',
  'webhook_events_audit',
] as const;

const ENABLED_TRIGGERS = sql`select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and t.tgenabled = 'O' and c.relnamespace = current_schema()::regnamespace`;

const missing = (names: readonly string[], present: SQL) =>
  sql`select name as object_id from (values ${sql.join(
    names.map((name) => sql`(${name})`),
    sql`, `,
  )}) as wanted(name) where name not in (${present})`;

/** The rules of the database must exist themselves. A partly restored dump may lack them. */
export const GUARD_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I03',
    type: 'guard_constraint_missing',
    means: 'checks.guard_constraint_missing.means',
    rows: missing(
      CONSTRAINTS,
      sql`select conname from pg_constraint
      where contype in ('c', 'x') and convalidated and connamespace = current_schema()::regnamespace`,
    ),
    offer: byHand(
      { command: 'grep -n -A3 "{id}" db/migrations/*.sql' },
      'checks.guard_constraint_missing.advice',
    ),
  },
  {
    id: 'I16',
    type: 'unique_key_missing',
    means: 'checks.unique_key_missing.means',
    rows: missing(
      UNIQUE_KEYS,
      sql`select c.relname from pg_class c join pg_index i on i.indexrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and i.indisunique and i.indisvalid`,
    ),
    offer: byHand({ command: 'grep -n -A1 "{id}" db/migrations/*.sql' }, 'checks.unique_key_missing.advice'),
  },
  {
    id: 'I03',
    type: 'trigger_missing',
    means: 'checks.trigger_missing.means',
    rows: missing(TRIGGERS, ENABLED_TRIGGERS),
    offer: byHand(
      { command: 'grep -n -A4 "TRIGGER {id} " db/migrations/*.sql' },
      'checks.trigger_missing.advice',
    ),
  },
  {
    id: 'I19',
    type: 'audit_not_append_only',
    means: 'checks.audit_not_append_only.means',
    rows: missing([AUDIT_GUARD], ENABLED_TRIGGERS),
    offer: byHand(
      {
        command:
          'psql "$DATABASE_URL" -c "create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_change()"',
      },
      'checks.audit_not_append_only.advice',
    ),
  },
];
