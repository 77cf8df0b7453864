import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, notices, reservations, users } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

const SHOWN = 100;

/** People to ring up. Of an act nobody is told before it can no longer be undone. */
export const TO_CALL = and(
  eq(notices.channel, 'call'),
  eq(notices.status, 'pending'),
  lte(notices.nextAttemptAt, sql`now()`),
);

export type PendingCall = Awaited<ReturnType<typeof listCalls>>[number];

/**
 * The people that neither mail nor text message reached, longest waiting first.
 * @throws AppError forbidden for anyone but an operator
 */
export async function listCalls(ctx: Context) {
  requireOperator(ctx);
  return db()
    .select({
      id: notices.id,
      kind: notices.kind,
      reservationId: notices.reservationId,
      name: users.name,
      email: users.email,
      phone: users.phone,
      club: clubs.name,
      since: notices.createdAt,
    })
    .from(notices)
    .leftJoin(users, eq(users.id, notices.userId))
    .leftJoin(reservations, eq(reservations.id, notices.reservationId))
    .leftJoin(clubs, eq(clubs.id, reservations.clubId))
    .where(TO_CALL)
    .orderBy(asc(notices.createdAt))
    .limit(SHOWN);
}
