import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, HELD, reservations, slotAlerts } from '@/db/schema';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

/**
 * The courts that are held for the actor because it is their turn, the one that ends first first.
 * @throws AppError unauthenticated
 */
export async function listOffers(ctx: Context) {
  const { userId } = requireSelf(ctx);
  const rows = await db()
    .select({
      reservationId: reservations.id,
      startsAt: reservations.startsAt,
      endsAt: reservations.endsAt,
      heldUntil: reservations.holdExpiresAt,
      club: { name: clubs.name, city: clubs.city, timeZone: clubs.timeZone },
      courtName: courts.name,
    })
    .from(reservations)
    .innerJoin(slotAlerts, eq(slotAlerts.offeredReservationId, reservations.id))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(
      and(
        eq(reservations.userId, userId),
        inArray(reservations.status, [...HELD]),
        gt(reservations.holdExpiresAt, ctx.now),
      ),
    )
    .orderBy(asc(reservations.holdExpiresAt));
  return rows.flatMap(({ heldUntil, ...offer }) => (heldUntil ? [{ ...offer, heldUntil }] : []));
}

export type HeldOffer = Awaited<ReturnType<typeof listOffers>>[number];

/** Whether a hold was offered to one who waited. */
export const isOffer = async (reservationId: string): Promise<boolean> =>
  (await db().$count(slotAlerts, eq(slotAlerts.offeredReservationId, reservationId))) > 0;
