import { type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';

/** Deletes up to 1.4 million rows a day in short statements. */
const BATCH = 1_000;

/**
 * What may be deleted, oldest first, and when. Providers' events, the audit, money, reservations and notices are kept
 * for ever, notices in the end without words and addresses.
 */
const OLD: readonly { table: string; key: string; oldestFirst: string; isOld: SQL }[] = [
  {
    // An absent page asks for missed events within its session, which ends after thirty days.
    table: 'live_events',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`created_at < now() - interval '90 days'`,
  },
  {
    // An answer is repeated for a day (`lib/web/idempotency.ts`).
    table: 'idempotency_keys',
    key: 'ctid',
    oldestFirst: 'created_at',
    isOld: sql`created_at < now() - interval '24 hours'`,
  },
  { table: 'verification_tokens', key: 'ctid', oldestFirst: 'expires', isOld: sql`expires < now()` },
  {
    // Sign-ups whose mail was never opened.
    table: 'pending_sign_ups',
    key: 'email',
    oldestFirst: 'expires_at',
    isOld: sql`expires_at < now()`,
  },
  {
    // Ceremonies that nobody finished.
    table: 'passkey_challenges',
    key: 'challenge_hash',
    oldestFirst: 'expires_at',
    isOld: sql`expires_at < now()`,
  },
  {
    table: 'socket_tickets',
    key: 'token_hash',
    oldestFirst: 'expires_at',
    isOld: sql`expires_at < now()`,
  },
  {
    // Ended without being accepted, so the address may be that of a stranger.
    table: 'staff_invitations',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`accepted_at is null and expires_at < now() - interval '90 days'`,
  },
  {
    // Nobody decided on it in a year.
    table: 'club_requests',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`created_at < now() - interval '1 year'`,
  },
  {
    // The limits of a mailbox look three days back.
    table: 'visitor_holds',
    key: 'reservation_id',
    oldestFirst: 'created_at',
    isOld: sql`created_at < now() - interval '4 days'`,
  },
  { table: 'sessions', key: 'session_token', oldestFirst: 'expires', isOld: sql`expires < now()` },
  {
    // A page's cursor is of use for a day (`lib/desk/board-cursor.ts`).
    table: 'left_places',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`left_at < now() - interval '2 days'`,
  },
  {
    // The longest can be undone for a day, and a page shows those of the last days.
    table: 'acts',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`undo_until < now() - interval '7 days'`,
  },
  {
    table: 'slot_alerts',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`starts_at < now() - interval '30 days'`,
  },
  {
    // A key lasts a year at most, and its owner may ask for another year why it was refused.
    table: 'api_tokens',
    key: 'id',
    oldestFirst: 'id',
    isOld: sql`least(revoked_at, expires_at) < now() - interval '1 year'
      and not exists (select from live_sockets s where s.token_id = api_tokens.id)
      and not exists (select from socket_tickets s where s.token_id = api_tokens.id)`,
  },
];

/** Deletes expired rows, and the words and addresses of old messages, a bounded batch of each kind. Returns how many. */
export async function prune(): Promise<number> {
  let gone = (await forgetMessages()) + (await forgetGuests());
  for (const { table, key, oldestFirst, isOld } of OLD) {
    const [name, id, order] = [sql.identifier(table), sql.identifier(key), sql.identifier(oldestFirst)];
    const deleted = await db().execute(sql`
      delete from ${name} where ${id} in (select ${id} from ${name} order by ${order} limit ${BATCH}) and ${isOld}`);
    gone += deleted.count;
  }
  return gone;
}

/** Name and address of visitors whose court was never paid. Somebody else may have typed them. */
async function forgetGuests(): Promise<number> {
  const forgotten = await db().execute(sql`
    update reservations set guest = null where id in (
      select id from reservations
      where visitor_id is not null and guest is not null and user_id is null and customer_id is null
        and coalesce(hold_expires_at, cancelled_at) < now() - interval '4 days' and status in ('expired', 'cancelled')
      limit ${BATCH})`);
  return forgotten.count;
}

/** What old messages said and to which address. That one was sent, of which kind and when stays. */
async function forgetMessages(): Promise<number> {
  const forgotten = await db().execute(sql`
    update notices set sent_subject = null, sent_text = null, call_note = null, detail = null,
      recipient = 'forgotten:' || id
    where id in (
      select id from notices where recipient not like 'forgotten:%' and created_at < now() - interval '18 months'
        and status not in ('pending', 'sending')
      order by created_at limit ${BATCH})`);
  return forgotten.count;
}
