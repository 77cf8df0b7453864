import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { sqlState } from '@/db/failure';
import { takeLock } from '@/db/locks';
import { courts, customers, type LateReason, type reservations } from '@/db/schema';
import { findClub } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { localDateOf } from '@/lib/core/time';
import { move } from '@/lib/ledger/states';
import { tellOfBooking } from '@/lib/notices/tell-of-booking';
import { expireHoldsOf } from './expire-holds';
import { keepGuest } from './visitors/keep-guest';

export type Reservation = typeof reservations.$inferSelect;
export type Confirmed = { confirmed: true } | { confirmed: false; because: LateReason };

const EXCLUSION_VIOLATION = '23P01';

/**
 * Confirms a held or expired reservation and writes its notices. An expired one takes its court back through the
 * exclusion constraint, unless the court is taken, no longer sold, or the start has passed; the caller holds the
 * locks of court and row.
 */
export async function confirmReservation(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
): Promise<Confirmed> {
  const over = reservation.status === 'expired' ? await whyOver(tx, ctx, reservation) : null;
  if (over) return { confirmed: false, because: over };
  if (reservation.status === 'expired') await expireHoldsOf(tx, ctx, reservation.courtId);
  if (!(await tookCourt(tx, ctx, reservation))) return { confirmed: false, because: 'court_taken' };
  await tellOfBooking(tx, after, await keepGuest(tx, reservation));
  if (reservation.userId !== null) await keepCustomer(tx, reservation.clubId, reservation.userId);
  return { confirmed: true };
}

/**
 * Makes the person a customer of the club. It comes after `tell`, whose lock by person then orders two first bookings.
 */
async function keepCustomer(tx: Tx, clubId: number, userId: string): Promise<void> {
  await tx.insert(customers).values({ clubId, userId }).onConflictDoNothing();
}

/** What prevents an expired reservation from being taken back, whoever has the court. */
export async function whyOver(
  tx: Tx,
  ctx: Context,
  { startsAt, courtId, clubId }: Reservation,
): Promise<LateReason | null> {
  if (startsAt <= ctx.now) return 'start_passed';
  const sold = and(eq(courts.id, courtId), isNull(courts.deactivatedAt));
  const [court] = await tx.select({ retiresOn: courts.retiresOn }).from(courts).where(sold);
  const club = await findClub(clubId);
  const isSold = court && club && isSoldOn(court, localDateOf(startsAt.getTime(), club.timeZone));
  return isSold ? null : 'court_closed';
}

async function tookCourt(tx: Tx, ctx: Context, reservation: Reservation): Promise<boolean> {
  const set = { confirmedAt: sql`now()`, holdExpiresAt: null };
  try {
    await tx.transaction((savepoint) =>
      move(savepoint, ctx, 'reservation', reservation, 'confirmed', { set }),
    );
    return true;
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    return false;
  }
}

/** Serialises everything that takes this court, before any of its rows is locked. */
export async function lockCourt(tx: Tx, courtId: number): Promise<void> {
  await takeLock(tx, 'court', courtId);
}
