import type postgres from 'postgres';
import { sqlTransaction } from '@/db';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';

type Sql = postgres.TransactionSql;
type Rows = Promise<readonly Record<string, unknown>[]>;

/**
 * Everything that Pista stores about the signed-in person, as of one moment (GDPR articles 15 and 20). Data of others
 * is left out, except guests that the person named; `docs/privacy.md` lists what is left out.
 */
export async function exportUser(ctx: Context): Promise<Record<string, unknown>> {
  const { userId, email } = requireSelf(ctx);
  await requireStepUp(ctx);
  return sqlTransaction(async (sql) => {
    await sql`set transaction isolation level repeatable read read only`;
    const [profile] = await sql`
      select id, name, email, email_verified, image, phone, locale, notice_choices, email_invalid_at, operator_since, last_sign_in_at,
        stripe_customer_id, disabled_at, created_at
      from users where id = ${userId}`;
    if (!profile) throw notFound('account');
    const sections = { ...account(sql, userId, email), ...games(sql, userId, email), ...money(sql, userId) };
    const told = { ...messages(sql, userId), audit: audit(sql, userId) };
    return { exported_at: ctx.now.toISOString(), profile, ...(await all({ ...sections, ...told })) };
  });
}

/** Sent together over the one connection. */
const all = async (sections: Record<string, Rows>) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(sections).map(async ([name, rows]) => [name, [...(await rows)]] as const),
    ),
  );

/** The rows of clubs about the person, those merged into them, and those under the address before it had an account. */
const customerIds = (sql: Sql, userId: string, email: string) => sql`
  with mine as (
    select id from customers where user_id = ${userId}
    union select id from customers where email = ${email} and user_id is null and merged_into is null
  ) select id from mine union select id from customers where merged_into in (select id from mine)`;

const account = (sql: Sql, userId: string, email: string): Record<string, Rows> => ({
  customers: sql`
    select club_id, name, email, phone, category, note, blocked_at, block_reason, created_at from customers
    where id in (${customerIds(sql, userId, email)}) order by created_at`,
  staff_roles: sql`select club_id, role, created_at, revoked_at from staff_roles where user_id = ${userId}`,
  staff_invitations: sql`
    select club_id, email, role, created_at, expires_at, accepted_at, revoked_at
    from staff_invitations where email = ${email} or accepted_by = ${userId} order by created_at`,
  club_requests: sql`
    select name, city, country, address, time_zone, currency, sport, email, locale, created_at
    from club_requests where email = ${email} order by created_at`,
  api_tokens: sql`
    select club_id, role, name, prefix, scope, expires_at, revoked_at, last_used_at, created_at
    from api_tokens where user_id = ${userId} order by created_at`,
  second_factor: sql`select created_at, confirmed_at from second_factors where user_id = ${userId}`,
  recovery_codes: sql`select created_at, used_at from recovery_codes where user_id = ${userId}`,
  passkeys: sql`
    select name, credential_id, transports, created_at, last_used_at from passkeys
    where user_id = ${userId} order by created_at`,
  linked_accounts: sql`select provider, provider_account_id, type from accounts where user_id = ${userId}`,
});

/** The person's bookings with their guests, and bookings of others in which they are named. */
const games = (sql: Sql, userId: string, email: string): Record<string, Rows> => ({
  reservations: sql`
    select id, club_id, court_id, status, channel, starts_at, ends_at, price_minor, list_price_minor, price_reason,
      currency, price_breakdown, extras, guest, title, note, confirmed_at, checked_in_at, cancelled_at, cancel_reason, cancel_refund_minor,
      replaces, created_at
    from reservations where user_id = ${userId} order by starts_at`,
  players: sql`
    select p.reservation_id, p.position, p.name, p.email, p.checked_in_at, p.user_id is not null as has_account
    from participants p join reservations r on r.id = p.reservation_id
    where r.user_id = ${userId} order by r.starts_at, p.position`,
  // What acts of staff keep for their undo, without who of the staff it was.
  changes_at_desk: sql`
    select a.kind, a.created_at, change #- '{before,lockedBy}' #- '{after,lockedBy}' #- '{before,checkedInBy}'
      #- '{after,checkedInBy}' as change
    from reservations r join acts a on a.changes @> jsonb_build_array(jsonb_build_object('id', r.id))
      cross join lateral jsonb_array_elements(a.changes) change
    where r.user_id = ${userId} and change ->> 'id' = r.id::text order by a.created_at`,
  games_of_others: sql`
    select r.id as reservation_id, c.name as club, r.court_id, r.status, r.starts_at, r.ends_at, named.name, named.email
    from (
      select reservation_id, name, email from participants where user_id = ${userId}
      union select reservation_id, name, email from participants where email is not null and lower(email) = ${email}
      union select id, guest ->> 'name', guest ->> 'email' from reservations
        where guest is not null and lower(guest ->> 'email') = ${email}
    ) as named join reservations r on r.id = named.reservation_id join clubs c on c.id = r.club_id
    where r.user_id is distinct from ${userId} order by r.starts_at`,
  bookings_without_account: sql`
    select id, club_id, court_id, status, starts_at, ends_at, price_minor, currency, guest, note, created_at
    from reservations where customer_id in (${customerIds(sql, userId, email)}) order by starts_at`,
  series: sql`
    select club_id, court_id, kind, title, note, weekdays, every_weeks, start_minute, duration_minutes, from_date,
      until_date, fixed_minor, price_reason, created_at
    from series where customer_id in (${customerIds(sql, userId, email)}) order by created_at`,
  slot_alerts: sql`
    select city, club_id, court_ids, starts_at, until_starts_at, duration_minutes, created_at, notified_at,
      offered_reservation_id
    from slot_alerts where user_id = ${userId} order by created_at`,
});

const money = (sql: Sql, userId: string): Record<string, Rows> => ({
  payments: sql`
    select id, reservation_id, status, amount_minor, currency, received_minor, refunded_minor, payment_intent_id,
      decline_code, completed_at, created_at
    from payments where user_id = ${userId} order by created_at`,
  refunds: sql`
    select r.id, r.payment_id, r.amount_minor, r.currency, r.status, r.cause, r.reason, r.note, r.created_at, r.settled_at
    from refunds r join payments p on p.id = r.payment_id where p.user_id = ${userId} order by r.created_at`,
  disputes: sql`
    select d.id, d.payment_id, d.amount_minor, d.currency, d.status, d.reason, d.opened_at, d.closed_at
    from disputes d join payments p on p.id = d.payment_id where p.user_id = ${userId} order by d.opened_at`,
  dues: sql`
    select d.id, d.reservation_id, d.amount_minor, d.currency, d.cause, d.due_by, d.created_at, d.settled_at, d.waived_at,
      d.waive_reason
    from dues d join reservations r on r.id = d.reservation_id where r.user_id = ${userId} order by d.created_at`,
  till_entries: sql`
    select e.id, e.reservation_id, e.kind, e.method, e.amount_minor, e.currency, e.reference, e.reverses, e.note, e.at
    from till_entries e join reservations r on r.id = e.reservation_id where r.user_id = ${userId} order by e.at`,
});

const messages = (sql: Sql, userId: string): Record<string, Rows> => ({
  notices: sql`
    select kind, channel, recipient, status, call_note, last_error, detail, sent_subject, sent_text, created_at, sent_at,
      delivered_at
    from notices where user_id = ${userId} order by created_at`,
  notices_to_players: sql`
    select n.reservation_id, n.kind, n.channel, n.status, n.detail, n.sent_subject, n.sent_text, n.created_at, n.sent_at
    from notices n join reservations r on r.id = n.reservation_id
    where r.user_id = ${userId} and n.user_id is null order by n.created_at`,
  messages: sql`select type, data, created_at, read_at from live_events where user_id = ${userId} order by id`,
});

/** Changes of the person's rows, with the kind of actor, and the person's own changes. */
const audit = (sql: Sql, userId: string): Rows => sql`
  with about (entity, entity_id) as (
    select 'user', ${userId}
    union all select 'reservation', id::text from reservations where user_id = ${userId}
    union all select 'payment', id::text from payments where user_id = ${userId}
    union all select 'refund', r.id::text from refunds r join payments p on p.id = r.payment_id
      where p.user_id = ${userId}
    union all select 'due', d.id::text from dues d join reservations r on r.id = d.reservation_id
      where r.user_id = ${userId}
    union all select 'notice', id::text from notices where user_id = ${userId}
  ), entries as (
    select a.id, true as own from about join audit a using (entity, entity_id)
    union all select id, false from audit where actor in (${`user:${userId}`}, ${`staff:${userId}`})
  )
  select a.at, a.entity, a.entity_id, a.from_state, a.to_state,
    case when a.actor in (${`user:${userId}`}, ${`staff:${userId}`}) then 'you'
      when a.actor like 'system:%' then a.actor else split_part(a.actor, ':', 1) end as actor,
    case when e.own then a.detail end as detail
  from (select id, bool_or(own) as own from entries group by id) e join audit a using (id) order by a.id`;
