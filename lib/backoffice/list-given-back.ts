import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { clubs, courts, refunds, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { IS_GIVEN_BACK, IS_MISSED, IS_SOLD } from '@/lib/ledger/paid-amount';

const SHOWN = 100;
const r = alias(reservations, 'r');

/** The amount that the court of `r` lacks and the time of its last refund, over the refunds that count against it. */
const missing = (of: 'sum(f.missing_minor)::int' | 'max(f.created_at)') =>
  sql`(select ${sql.raw(of)} from refunds f join payments p on p.id = f.payment_id
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
      missingMinor: missing('sum(f.missing_minor)::int').mapWith(Number),
      at: missing('max(f.created_at)').mapWith(refunds.createdAt),
    })
    .from(r)
    .innerJoin(clubs, eq(clubs.id, r.clubId))
    .innerJoin(courts, eq(courts.id, r.courtId))
    .leftJoin(users, eq(users.id, r.userId))
    .where(sql`${IS_SOLD} and ${IS_GIVEN_BACK}`)
    .orderBy(desc(sql`${r.startsAt} > now()`), r.startsAt)
    .limit(SHOWN);
  return rows.map(({ status, ...row }) => ({
    ...row,
    reason: 'refunded_at_stripe' as const,
    cancellable: status === 'confirmed' && row.startsAt > ctx.now,
  }));
}
