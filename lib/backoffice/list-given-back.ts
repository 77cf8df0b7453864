import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { clubs, courts, refunds, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { IS_LACKING, IS_MISSED, IS_SOLD, MISSING_MINOR } from '@/lib/ledger/money-words';

const SHOWN = 100;
const r = alias(reservations, 'r');

const missedLast = sql`(select max(f.created_at) from refunds f join payments p on p.id = f.payment_id
  where p.reservation_id = ${r.id} and ${IS_MISSED})`;

export type GivenBack = Awaited<ReturnType<typeof listGivenBack>>[number];

/**
 * Bookings of the future whose money was given back at Stripe itself, in whole or in part, and about which nobody has
 * decided, next game first. `cancellable` until the game begins.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listGivenBack(ctx: Context) {
  requireOperator(ctx);
  const rows = await db()
    .select({
      reservationId: r.id,
      status: r.status,
      startsAt: r.startsAt,
      priceMinor: r.priceMinor,
      currency: r.currency,
      club: clubs.name,
      timeZone: clubs.timeZone,
      court: courts.name,
      player: users.email,
      missingMinor: sql`${MISSING_MINOR}`.mapWith(Number),
      at: missedLast.mapWith(refunds.createdAt),
    })
    .from(r)
    .innerJoin(clubs, eq(clubs.id, r.clubId))
    .innerJoin(courts, eq(courts.id, r.courtId))
    .leftJoin(users, eq(users.id, r.userId))
    .where(sql`${IS_SOLD} and ${IS_LACKING}`)
    .orderBy(desc(sql`${r.startsAt} > now()`), r.startsAt)
    .limit(SHOWN);
  return rows.map(({ status, ...row }) => ({
    ...row,
    reason: 'refunded_at_stripe' as const,
    cancellable: status === 'confirmed' && row.startsAt > ctx.now,
  }));
}
