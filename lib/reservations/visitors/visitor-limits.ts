import type postgres from 'postgres';
import { LOCKS } from '@/db/locks';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { keyedHash } from '@/lib/core/seal';
import { limited } from '../hold-limits';

/** How many courts may be held from one address without an account, at once and in an hour. */
const MOST_OF_ADDRESS = 6;
const MOST_OF_ADDRESS_AN_HOUR = 30;
/** How many starts of a club visitors may hold at once: so many for each of its courts, and at least so many. */
const MOST_A_COURT = 2;
const LEAST_AT_CLUB = 6;

/** What visitors hold: from this address now and in the last hour, and at this club now. */
export type VisitorRecord = {
  of_address: number;
  of_address_lately: number;
  at_club: number;
  /** When the next of each ends (epoch ms). */
  address_free_ms: number | null;
  club_free_ms: number | null;
};

/** An address as the rows keep it. */
export const hashAddress = (ctx: Context): string => keyedHash('visitor-address', ctx.address ?? 'unknown');
/** A mailbox as the rows keep it. */
export const hashMailbox = (mailbox: string): string => keyedHash('visitor-mailbox', mailbox);

/** Takes the locks under which visitors are counted, before any other: of the address, then of the club. */
export const lockVisitors = (tx: postgres.TransactionSql, ctx: Context, club: Club) => tx`
  select pg_advisory_xact_lock(${LOCKS.visitors}, hashtext(${`club:${club.id}`}))
  from (select pg_advisory_xact_lock(${LOCKS.visitors}, hashtext(${hashAddress(ctx)})) offset 0) as address`;

/**
 * Queries the `HoldRecord` of a visitor: their own open holds, and how often any visitor let this very start go. A
 * script has as many visitors as it likes, so a start rests for all of them together.
 */
export const holdRecordOfVisitor = (
  tx: postgres.TransactionSql,
  visitorId: string,
  courtId: number,
  starts: readonly number[],
) => tx`
  select own.open_holds, own.first_expiry_ms, 0 as unpaid_today, gone.let_go, gone.let_go_ms
  from (
    select count(*)::int as open_holds,
           extract(epoch from min(hold_expires_at))::float8 * 1000 as first_expiry_ms
    from reservations where visitor_id = ${visitorId} and ${isOpen(tx)}
  ) as own, (
    select count(*)::int as let_go,
           extract(epoch from max(coalesce(cancelled_at, hold_expires_at)))::float8 * 1000 as let_go_ms
    from reservations r where court_id = ${courtId} and visitor_id is not null and confirmed_at is null
      and starts_at between ${isoUtc(Math.min(...starts))} and ${isoUtc(Math.max(...starts))}
      and (status in ('cancelled', 'expired') or hold_expires_at <= now())
      and coalesce(cancelled_at, hold_expires_at) > now() - interval '1 day'
      and not exists (select from payments p where p.reservation_id = r.id and p.received_minor > 0)
  ) as gone`;

/** Queries one `VisitorRecord`. */
export const visitorRecord = (tx: postgres.TransactionSql, ctx: Context, club: Club) => tx`
  select from_here.now as of_address, from_here.lately as of_address_lately, from_here.free_ms as address_free_ms,
         there.now as at_club, there.free_ms as club_free_ms
  from (
    select count(*) filter (where ${isOpen(tx)})::int as now, count(*)::int as lately,
           extract(epoch from min(hold_expires_at) filter (where ${isOpen(tx)}))::float8 * 1000 as free_ms
    from visitor_holds h join reservations r on r.id = h.reservation_id
    where h.address = ${hashAddress(ctx)} and h.created_at > now() - interval '1 hour'
  ) as from_here, (
    select count(*)::int as now, extract(epoch from min(hold_expires_at))::float8 * 1000 as free_ms
    from reservations where club_id = ${club.id} and visitor_id is not null and ${isOpen(tx)}
  ) as there`;

const isOpen = (tx: postgres.TransactionSql) =>
  tx`status in ('payment_pending', 'pending') and hold_expires_at > now()`;

const isoUtc = (ms: number) => new Date(ms).toISOString();

/**
 * Refuses a visitor where too much is held without an account. Somebody with an account is not concerned.
 * @throws AppError `rate_limited` with the `reason`
 */
export function assertVisitorMayHold(ctx: Context, club: Club, record: VisitorRecord): void {
  const nowMs = ctx.now.getTime();
  if (record.of_address >= MOST_OF_ADDRESS) {
    throw limited('visitors_here', (record.address_free_ms ?? nowMs) - nowMs);
  }
  if (record.of_address_lately >= MOST_OF_ADDRESS_AN_HOUR) throw limited('visitors_here', HOUR_OF_WAIT_MS);
  if (record.at_club >= Math.max(LEAST_AT_CLUB, MOST_A_COURT * club.courts.length)) {
    throw limited('visitors_at_club', (record.club_free_ms ?? nowMs) - nowMs);
  }
}

/** So long the oldest of thirty may still count. */
const HOUR_OF_WAIT_MS = 10 * 60_000;
