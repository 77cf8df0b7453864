import type postgres from 'postgres';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context, Person } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { mailboxOf } from '@/lib/core/input/email-address';
import { dayBounds, localDateOf, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/** How many courts one mailbox may hold unpaid at once. */
export const MAX_OPEN_HOLDS = 4;
/** How many holds of one mailbox may end unpaid in a day of the club. */
const MAX_UNPAID_A_DAY = 12;
/** How often a start may be held without a payment before it is blocked for a while. */
const MAX_LET_GO = 2;

export const HOLD_LIMITS = ['open_holds', 'unpaid_today', 'start_rests'] as const;
type HoldLimit = (typeof HOLD_LIMITS)[number];

/** The holds of the people of one mailbox. */
export type HoldRecord = {
  open_holds: number;
  first_expiry_ms: number | null;
  unpaid_today: number;
  /** How often this very start was let go unpaid, and when last. */
  let_go: number;
  let_go_ms: number | null;
};

/**
 * Queries one `HoldRecord`: the unpaid holds of everybody who shares the person's mailbox, which ended by time or by
 * cancellation. A late payment that was refunded is no unpaid hold; three days back suffice, because a hold lasts
 * minutes and begins before its game.
 */
export function holdRecord(
  tx: postgres.TransactionSql,
  person: Person,
  court: Court,
  starts: readonly number[],
  today: TimeRange,
) {
  const isoUtc = (ms: number) => new Date(ms).toISOString();
  return tx`
    select count(*) filter (where open)::int as open_holds,
           extract(epoch from min(ended_at) filter (where open))::float8 * 1000 as first_expiry_ms,
           count(*) filter (where not open and ended_at >= ${isoUtc(today.startsAt)})::int as unpaid_today,
           count(*) filter (where not open and same_start)::int as let_go,
           extract(epoch from max(ended_at) filter (where not open and same_start))::float8 * 1000 as let_go_ms
    from (
      select coalesce(r.cancelled_at, r.hold_expires_at) as ended_at,
             r.status in ('payment_pending', 'pending') and r.hold_expires_at > now() as open,
             r.court_id = ${court.id} and r.starts_at
               between ${isoUtc(Math.min(...starts))} and ${isoUtc(Math.max(...starts))} as same_start
      from users u join reservations r on r.user_id = u.id
      where u.mailbox = ${mailboxOf(person.email)} and r.kind = 'booking' and r.confirmed_at is null
        and r.starts_at > now() - interval '3 days'
        and not exists (select from payments p where p.reservation_id = r.id and p.received_minor > 0)
    ) as unpaid`;
}

/** The club's day at this moment. */
export const todayAt = (ctx: Context, club: Club): TimeRange =>
  dayBounds(localDateOf(ctx.now.getTime(), club.timeZone), club.timeZone);

/**
 * Refuses a person with too many holds, open or unpaid, and says when they may hold again.
 * @throws AppError `rate_limited` with the `reason`
 */
export function assertMayHold(ctx: Context, club: Club, record: HoldRecord): void {
  const nowMs = ctx.now.getTime();
  if (record.open_holds >= MAX_OPEN_HOLDS) {
    throw limited('open_holds', (record.first_expiry_ms ?? nowMs) - nowMs);
  }
  if (record.unpaid_today >= MAX_UNPAID_A_DAY) {
    throw limited('unpaid_today', todayAt(ctx, club).endsAt - nowMs);
  }
  const restsUntilMs = (record.let_go_ms ?? 0) + club.holdMinutes * MINUTE_MS;
  if (record.let_go >= MAX_LET_GO && nowMs < restsUntilMs) throw limited('start_rests', restsUntilMs - nowMs);
}

const SENTENCES: Record<HoldLimit, string> = {
  open_holds: 'You already hold four courts: pay or release one first.',
  unpaid_today: 'You let twelve courts go unpaid today; book again tomorrow.',
  start_rests: 'You let this start go unpaid twice; choose another, or wait before you take it again.',
};

const limited = (reason: HoldLimit, waitMs: number) =>
  new AppError('rate_limited', SENTENCES[reason], {
    details: { reason },
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
