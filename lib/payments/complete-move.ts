import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { sqlState } from '@/db/failure';
import { payments, reservations } from '@/db/schema';
import { betterStart } from '@/lib/catalogue/policy-start';
import type { Context } from '@/lib/core/context';
import { HOUR_MS } from '@/lib/core/time';
import { deferDues } from '@/lib/ledger/defer-dues';
import { move, recordDetail } from '@/lib/ledger/states';
import { tellMoved } from '@/lib/notices/tell-moved';
import { type Confirmed, type Reservation, whyOver } from '@/lib/reservations/confirm-reservation';
import { expireHoldsOf } from '@/lib/reservations/expire-holds';
import { cancelHold } from './cancel-hold';

/** The hold of a place, the booking that goes there, and the payment of the difference. */
type Moving = { hold: Reservation; booking: Reservation; paymentId: string };

/** A player's own move leaves a better start counting for so long. */
export const OWN_MOVE_GRACE_MS = HOUR_MS;

const EXCLUSION_VIOLATION = '23P01';

/**
 * Moves a booking to the place that was held for it, once the difference is paid: the hold ends and the money is the
 * booking's. A hold that ran out takes its place back as `confirmReservation` does. Otherwise nothing of the booking
 * changes. The caller holds the locks of both courts, rows and the payment.
 */
export async function completeMove(
  tx: Tx,
  after: After,
  ctx: Context,
  { hold, booking, paymentId }: Moving,
): Promise<Confirmed> {
  if (!isAsItWas(ctx, hold, booking)) {
    await cancelHold(tx, after, ctx, hold, 'booking_changed');
    return { confirmed: false, because: 'booking_changed' };
  }
  const over = hold.status === 'expired' ? await whyOver(tx, ctx, hold) : null;
  if (over) return { confirmed: false, because: over };
  if (hold.status === 'expired') await expireHoldsOf(tx, ctx, hold.courtId);
  const moved = await takePlace(tx, ctx, hold, booking);
  if (!moved) return { confirmed: false, because: 'court_taken' };
  await deferDues(tx, [{ reservationId: booking.id, from: booking.startsAt, to: moved.startsAt }]);
  await bookMoney(tx, ctx, hold, booking, paymentId);
  await tellMoved(tx, after, [{ before: booking, after: moved }], null);
  return { confirmed: true };
}

/** Whether the booking may still go, and costs what it did when the difference was told. */
const isAsItWas = ({ now }: Context, hold: Reservation, booking: Reservation): boolean =>
  booking.status === 'confirmed' &&
  booking.lockedAt === null &&
  booking.startsAt > now &&
  booking.priceMinor + hold.priceMinor === hold.listPriceMinor;

/** Undefined when somebody else has the place. */
async function takePlace(
  tx: Tx,
  ctx: Context,
  hold: Reservation,
  booking: Reservation,
): Promise<Reservation | undefined> {
  try {
    return await tx.transaction(async (savepoint) => {
      await endHold(savepoint, ctx, hold, booking);
      return write(savepoint, ctx, hold, booking);
    });
  } catch (error) {
    if (sqlState(error) !== EXCLUSION_VIOLATION) throw error;
    return undefined;
  }
}

/** A hold without an end in time was not let go. */
async function endHold(tx: Tx, ctx: Context, hold: Reservation, { id }: Reservation): Promise<void> {
  const { status } = hold;
  const set = { holdExpiresAt: null };
  if (status === 'payment_pending' || status === 'pending')
    return move(tx, ctx, 'reservation', { id: hold.id, status }, 'expired', { set, detail: { moved: id } });
  await tx.update(reservations).set(set).where(eq(reservations.id, hold.id));
}

async function write(tx: Tx, ctx: Context, hold: Reservation, booking: Reservation): Promise<Reservation> {
  const { courtId, startsAt, endsAt, listPriceMinor, priceBreakdown } = hold;
  const policyStartsAt = betterStart(booking, startsAt, ctx.now);
  const policyStartsUntil = policyStartsAt && new Date(ctx.now.getTime() + OWN_MOVE_GRACE_MS);
  const priceMinor = booking.priceMinor + hold.priceMinor;
  const place = { courtId, startsAt, endsAt, policyStartsAt, policyStartsUntil };
  const price = { priceMinor, listPriceMinor, priceReason: null, priceBreakdown };
  const [moved] = await tx
    .update(reservations)
    .set({ ...place, ...price, updatedAt: sql`now()` })
    .where(eq(reservations.id, booking.id))
    .returning();
  if (!moved) throw new Error('a locked row is there');
  return moved;
}

async function bookMoney(
  tx: Tx,
  ctx: Context,
  hold: Reservation,
  booking: Reservation,
  paymentId: string,
): Promise<void> {
  await tx.update(payments).set({ reservationId: booking.id }).where(eq(payments.id, paymentId));
  const from = { hold: hold.id, payment_id: paymentId };
  await recordDetail(
    tx,
    ctx,
    'payment',
    { id: paymentId, status: 'completed' },
    { detail: { ...from, moved: booking.id } },
  );
  await recordDetail(tx, ctx, 'reservation', booking, {
    detail: {
      moved: {
        reservation_id: booking.id,
        from_court_id: booking.courtId,
        from_starts_at: booking.startsAt.toISOString(),
        from_ends_at: booking.endsAt.toISOString(),
        court_id: hold.courtId,
        starts_at: hold.startsAt.toISOString(),
        ends_at: hold.endsAt.toISOString(),
      },
      price_before_minor: booking.priceMinor,
      difference_minor: hold.priceMinor,
      ...from,
    },
  });
}
