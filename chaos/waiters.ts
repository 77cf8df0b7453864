import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { reservations, slotAlerts, users } from '@/db/schema';
import { deleteSlotAlert } from '@/lib/alerts/delete-slot-alert';
import { waitAtClub } from '@/lib/alerts/wait-at-club';
import { isAppError } from '@/lib/core/errors';
import { personContext } from '@/test/factories';
import { sleep } from './ask';
import type { Player } from './clubs';

/** How often one who waits looks whether it is their turn, half a second apart. */
const LOOKS = 20;

export type Wanted = { clubId: number; courtId: number; date: string; time: string };

/**
 * A player whom a start was refused waits for it. Resolves with the hold that they were offered, and with null when
 * they gave up before, so that nobody waits when the run is over.
 */
export async function waitForTurn(player: Player, wanted: Wanted): Promise<string | null> {
  const [user] = await db().select().from(users).where(eq(users.email, player.email));
  if (!user) throw new Error('a player has an account');
  const ctx = personContext(user);
  const { clubId, date, time, courtId } = wanted;
  try {
    await waitAtClub(ctx, {
      clubId,
      date,
      from: time,
      until: time,
      durationMinutes: 60,
      courtIds: [courtId],
    });
  } catch (error) {
    if (isAppError(error, 'conflict', 'not_bookable')) return null;
    throw error;
  }
  for (let look = 0; look < LOOKS; look += 1) {
    const offered = await findOffer(user.id, courtId);
    if (offered) return offered;
    await sleep(500);
  }
  return (await leave(ctx, user.id)) ? null : findOffer(user.id, courtId);
}

async function findOffer(userId: string, courtId: number): Promise<string | null> {
  const offers = await db()
    .select({ id: reservations.id, courtId: reservations.courtId, status: reservations.status })
    .from(slotAlerts)
    .innerJoin(reservations, eq(reservations.id, slotAlerts.offeredReservationId))
    .where(eq(slotAlerts.userId, userId));
  const held = offers.find((offer) => offer.courtId === courtId && offer.status === 'payment_pending');
  return held?.id ?? null;
}

/** Whether the wait ended without an offer. */
async function leave(ctx: ReturnType<typeof personContext>, userId: string): Promise<boolean> {
  const alerts = await db().select().from(slotAlerts).where(eq(slotAlerts.userId, userId));
  const open = alerts.filter(({ notifiedAt }) => notifiedAt === null);
  for (const { id: alertId } of open) {
    try {
      await deleteSlotAlert(ctx, { alertId });
    } catch (error) {
      if (isAppError(error, 'not_found')) return false;
      throw error;
    }
  }
  return open.length > 0;
}
