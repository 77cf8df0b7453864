import { sql } from '@/db';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { requireActor } from './permissions';

/** Everything Pista keeps about whoever asks, and nothing about anybody else (GDPR articles 15 and 20). */
export async function exportUser(ctx: Context): Promise<Record<string, unknown>> {
  const { userId } = requireActor(ctx);
  const [profile] = await sql()`
    select id, name, email, email_verified, phone, locale, notice_choices, email_invalid_at, created_at
    from users where id = ${userId}`;
  if (!profile) throw notFound('account');
  const [memberships, staffRoles, apiTokens, reservations, payments, refunds, notices, messages, slotAlerts] =
    await Promise.all([
      sql()`select club_id, category, created_at from memberships where user_id = ${userId}`,
      sql()`select club_id, role, created_at, revoked_at from staff_roles where user_id = ${userId}`,
      sql()`select name, prefix, scope, expires_at, revoked_at, last_used_at, created_at
            from api_tokens where user_id = ${userId}`,
      sql()`select id, club_id, court_id, status, starts_at, ends_at, price_minor, currency, price_breakdown, extras,
              guest, confirmed_at, cancelled_at, cancel_reason, created_at
            from reservations where user_id = ${userId} order by starts_at`,
      sql()`select id, reservation_id, status, amount_minor, currency, received_minor, refunded_minor, completed_at, created_at
            from payments where user_id = ${userId} order by created_at`,
      sql()`select r.id, r.payment_id, r.amount_minor, r.currency, r.status, r.cause, r.created_at, r.settled_at
            from refunds r join payments p on p.id = r.payment_id where p.user_id = ${userId} order by r.created_at`,
      sql()`select kind, channel, recipient, status, created_at, sent_at, delivered_at
            from notices where user_id = ${userId} order by created_at`,
      sql()`select type, data, created_at, read_at from messages where user_id = ${userId} order by id`,
      sql()`select city, starts_at, duration_minutes, created_at, notified_at
            from slot_alerts where user_id = ${userId} order by created_at`,
    ]);
  return {
    exported_at: ctx.now.toISOString(),
    profile,
    memberships,
    staff_roles: staffRoles,
    api_tokens: apiTokens,
    reservations,
    payments,
    refunds,
    notices,
    messages,
    slot_alerts: slotAlerts,
  };
}
