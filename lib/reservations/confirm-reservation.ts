import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { sqlState } from '@/db/failure';
import { takeLock } from '@/db/locks';
import { courts, type LateReason, type ReservationStatus, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { notify, tell } from '@/lib/notices/notify';
import { recordChange } from '@/lib/records/audit';
import { expireHoldsOf } from './expire-holds';

export type Reservation = typeof reservations.$inferSelect;
export type Confirmed = { confirmed: true; noticeIds: string[] } | { confirmed: false; because: LateReason };

const EXCLUSION_VIOLATION = '23P01';

/**
 * Moves a held or expired reservation to `confirmed` and writes the notices that say so. An expired one takes
 * its court back through the exclusion constraint, and is not confirmed when somebody else has it by now, its start
 * has passed or the court is not sold any more. The caller holds the court's lock and the row's.
 */
export async function confirmReservation(tx: Tx, ctx: Context, reservation: Reservation): Promise<Confirmed> {
  const from: ReservationStatus[] = ['payment_pending', 'pending', 'expired'];
  const over = reservation.status === 'expired' ? await whyOver(tx, ctx, reservation) : null;
  if (over) return { confirmed: false, because: over };
  if (reservation.status === 'expired') await expireHoldsOf(tx, ctx, reservation.courtId);
  const moved = await tryTaking(() =>
    tx.transaction((savepoint) =>
      savepoint
        .update(reservations)
        .set({ status: 'confirmed', confirmedAt: sql`now()`, holdExpiresAt: null, updatedAt: sql`now()` })
        .where(and(eq(reservations.id, reservation.id), inArray(reservations.status, from)))
        .returning({ id: reservations.id }),
    ),
  );
  if (moved.length === 0) return { confirmed: false, because: 'court_taken' };
  await recordChange(tx, ctx, {
    entity: 'reservation',
    entityId: reservation.id,
    from: reservation.status,
    to: 'confirmed',
  });
  if (!reservation.userId) return { confirmed: true, noticeIds: [] };
  await tell(tx, reservation.userId, 'reservation.confirmed', { reservation_id: reservation.id });
  const noticeIds = await notify(tx, {
    kind: 'reservation_confirmation',
    objectId: reservation.id,
    reservationId: reservation.id,
    userId: reservation.userId,
  });
  return { confirmed: true, noticeIds };
}

/** What keeps a reservation whose time ran out from being taken back, whoever has the court. */
async function whyOver(tx: Tx, ctx: Context, { startsAt, courtId }: Reservation): Promise<LateReason | null> {
  if (startsAt <= ctx.now) return 'start_passed';
  const sold = and(eq(courts.id, courtId), isNull(courts.deactivatedAt));
  const found = await tx.select({ id: courts.id }).from(courts).where(sold);
  return found.length > 0 ? null : 'court_closed';
}

async function tryTaking(take: () => Promise<{ id: string }[]>): Promise<{ id: string }[]> {
  try {
    return await take();
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    return [];
  }
}

/** Serialises everything that takes this court, before any of its rows is locked. */
export async function lockCourt(tx: Tx, courtId: number): Promise<void> {
  await takeLock(tx, 'court', courtId);
}
