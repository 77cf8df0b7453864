import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { refunds } from '@/db/schema';
import { may, requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { IS_LOST } from '@/lib/notices/untold';
import { IS_UNSETTLED } from '@/lib/refunds/is-unsettled';

/** How far ahead a game is looked at whose message did not arrive. */
const DAYS_AHEAD = 14;

const waitingSchema = z.strictObject({
  /** People to ring up. */
  calls: z.int(),
  /** Games ahead, a fortnight at most, with somebody whom no message reached and nobody will call. */
  unreached: z.int(),
  /** Refunds that failed within a month and whose money was not sent back since. */
  refunds: z.int(),
});

/** How much waits for the staff of a club, of each kind. */
export type WhatWaits = z.output<typeof waitingSchema>;

/**
 * What waits for somebody of a club to do. Refunds are counted for whoever sees the money, and are 0 for others.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function whatWaits(ctx: Context, clubIdOrSlug: string): Promise<WhatWaits> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeMessages');
  const seesMoney = may(ctx.actor, club.id, 'seeMoney');
  const [found] = await db().execute(sql`select
    (select count(*)::int from notices n where n.club_id = ${club.id} and n.channel = 'call' and n.status = 'pending'
      and n.next_attempt_at <= now()) as calls,
    (select count(distinct r.id)::int from reservations r join notices n on n.reservation_id = r.id
      where r.club_id = ${club.id} and r.status = 'confirmed' and r.starts_at > now()
        and r.starts_at < now() + make_interval(days => ${DAYS_AHEAD}) and ${IS_LOST}) as unreached,
    ${seesMoney ? sql`(${FAILED_REFUNDS} and r.club_id = ${club.id})` : sql`0`} as refunds`);
  return waitingSchema.parse(found);
}

const FAILED_REFUNDS = sql`select count(*)::int from ${refunds} join payments paid on paid.id = ${refunds.paymentId}
  join reservations r on r.id = paid.reservation_id
  where ${IS_UNSETTLED} and ${refunds.updatedAt} > now() - interval '30 days'`;
