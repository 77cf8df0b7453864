import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { dayBounds, localDateOf, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/** How many courts one mailbox may hold unpaid at once. */
export const MAX_OPEN_HOLDS = 4;
/** How many holds of one mailbox may end unpaid in a day of the club. */
const MAX_UNPAID_A_DAY = 12;
/** How often a start may be held without a payment before it is blocked for a while. */
const MAX_LET_GO = 2;

/** How many a visitor may, who has given no address yet. */
const MAX_OPEN_OF_VISITOR = 1;

export const HOLD_LIMITS = [
  'open_holds',
  'open_hold',
  'unpaid_today',
  'start_rests',
  'start_rests_here',
  'visitors_here',
  'visitors_at_club',
] as const;
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

/** The club's day at this moment. */
export const todayAt = (ctx: Context, club: Club): TimeRange =>
  dayBounds(localDateOf(ctx.now.getTime(), club.timeZone), club.timeZone);

/**
 * Refuses somebody with too many holds, open or unpaid, and says when they may hold again.
 * @throws AppError `rate_limited` with the `reason`
 */
export function assertMayHold(ctx: Context, club: Club, record: HoldRecord, isVisitor = false): void {
  const nowMs = ctx.now.getTime();
  if (record.open_holds >= (isVisitor ? MAX_OPEN_OF_VISITOR : MAX_OPEN_HOLDS)) {
    throw limited(isVisitor ? 'open_hold' : 'open_holds', (record.first_expiry_ms ?? nowMs) - nowMs);
  }
  if (record.unpaid_today >= MAX_UNPAID_A_DAY) {
    throw limited('unpaid_today', todayAt(ctx, club).endsAt - nowMs);
  }
  const restsUntilMs = (record.let_go_ms ?? 0) + club.holdMinutes * MINUTE_MS;
  if (record.let_go >= MAX_LET_GO && nowMs < restsUntilMs)
    throw limited(isVisitor ? 'start_rests_here' : 'start_rests', restsUntilMs - nowMs);
}

const SENTENCES: Record<HoldLimit, string> = {
  open_holds: 'You already hold four courts: pay or release one first.',
  open_hold: 'You already hold a court: pay or release it first, or sign in to hold more.',
  unpaid_today: 'You let twelve courts go unpaid today; book again tomorrow.',
  start_rests: 'You let this start go unpaid twice; choose another, or wait before you take it again.',
  start_rests_here: 'This start was let go unpaid twice without an account: sign in to take it, or wait.',
  visitors_here: 'Too many courts are held from here without an account: sign in, or wait.',
  visitors_at_club: 'Too many courts of this club are held without an account: sign in, or wait.',
};

/** The refusal by one of the limits, and how long to wait. */
export const limited = (reason: HoldLimit, waitMs: number) =>
  new AppError('rate_limited', SENTENCES[reason], {
    details: { reason },
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  });
