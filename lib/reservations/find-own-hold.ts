import { and, eq, gt, inArray, lt } from 'drizzle-orm';
import { db } from '@/db';
import { HELD, reservations } from '@/db/schema';
import { ownBookings } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';

/** The actor's hold that takes a court during a time range (epoch ms), if there is one. */
export async function findOwnHold(
  { actor, now }: Context,
  { courtId, startsAt, endsAt }: { courtId: number; startsAt: number; endsAt: number },
): Promise<{ id: string; startsAt: number; endsAt: number } | null> {
  const [row] = await db()
    .select({ id: reservations.id, startsAt: reservations.startsAt, endsAt: reservations.endsAt })
    .from(reservations)
    .where(
      and(
        ownBookings(actor),
        eq(reservations.courtId, courtId),
        inArray(reservations.status, [...HELD]),
        gt(reservations.holdExpiresAt, now),
        lt(reservations.startsAt, new Date(endsAt)),
        gt(reservations.endsAt, new Date(startsAt)),
      ),
    )
    .limit(1);
  return row ? { id: row.id, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() } : null;
}
