import { desc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { db } from '@/db';
import { clubs, courts, refunds, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { IS_GIVEN_BACK, IS_MISSED, IS_SOLD } from '@/lib/ledger/paid-amount';

const SHOWN = 100;
const r = alias(reservations, 'r');

/** What the court lacks and when it was last made less, of the refunds that count against `r`. */
const missing = (of: 'sum(f.missing_minor)::int' | 'max(f.created_at)') =>
  sql`(select ${sql.raw(of)} from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = ${r.id} and ${IS_MISSED})`;

export type GivenBack = Awaited<ReturnType<typeof listGivenBack>>[number];

/**
 * Bookings whose money somebody gave back at Stripe itself before the game, all of it or a part, and about which nobody
 * has said yet whether they stand without, the next game first. `cancellable` until it begins.
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
