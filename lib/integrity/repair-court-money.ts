import { and, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { payments, type ReservationStatus, refunds, reservations } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { writeFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { accountedOf, leftOf } from '@/lib/ledger/read-figures';
import { recordDetail } from '@/lib/ledger/states';
import { refundUnusablePayment } from '@/lib/payments/refund-unusable-payment';
import { correctPayment } from '@/lib/reconciliation/correct-payment';
import { refundUnclaimedPayment } from '@/lib/refunds/refund-unclaimed-payment';
import { retryRefund } from '@/lib/refunds/retry-refund';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { lockReservation } from '@/lib/reservations/lock-reservation';

/*
 * Repairs for a confirmed court that our rows call unpaid. Stripe is asked first: a paid court stays and excess money
 * goes back; an unpaid one is either marked as paid at the club or cancelled before it begins, as a person decides.
 */

/**
 * Takes over Stripe's state of all payments of a reservation, and gives back what exceeds its price.
 * @throws AppError conflict when Stripe does not know one of the payments, service_unavailable while Stripe is away
 */
export async function askStripe(ctx: Context, reservationId: string): Promise<void> {
  const all = await db()
    .select({ id: payments.id })
    .from(payments)
    .where(and(eq(payments.reservationId, reservationId), isNotNull(payments.paymentIntentId)));
  for (const { id } of all) await correctPayment(ctx, id);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    const surplusMinor = (await accountedOf(tx, reservationId)) - reservation.priceMinor;
    if (surplusMinor > 0) await giveBackSurplus(tx, after, ctx, reservation, surplusMinor);
  });
}

/**
 * Cancels an unpaid court after asking Stripe. A court that turns out to be paid stays.
 * @throws AppError conflict once it has begun, and as `askStripe`
 */
export async function cancelUnpaid(ctx: Context, reservationId: string): Promise<void> {
  await askStripe(ctx, reservationId);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    if ((await accountedOf(tx, reservationId)) >= reservation.priceMinor) return;
    if (reservation.status !== 'confirmed' || reservation.startsAt <= ctx.now) {
      throw new AppError('conflict', 'It has begun: it can only be settled at the club.');
    }
    const why = { cause: 'staff', notice: 'reservation_cancelled', reason: 'unpaid' } as const;
    await writeFullRefund(tx, after, ctx, [reservation], why);
  });
}

/**
 * Marks a court as paid at the club, under the operator's name, and closes online payment. A court that was paid
 * meanwhile stays as it is.
 * @throws AppError conflict when the player does not have the court
 */
export async function settleAtDesk(ctx: Context, reservationId: string): Promise<void> {
  const { userId } = requireOperator(ctx);
  await transaction(async (tx, after) => {
    const { status, staffSettledBy, priceMinor } = await lockReservation(tx, reservationId);
    if (!isHad(status)) throw new AppError('conflict', 'The player does not have this court any more.');
    if (staffSettledBy !== null || (await accountedOf(tx, reservationId)) >= priceMinor) return;
    const settled = { staffSettledBy: userId, updatedAt: sql`now()` };
    await tx.update(reservations).set(settled).where(eq(reservations.id, reservationId));
    const told = { detail: { settled_at_desk: true }, asStaff: true };
    await recordDetail(tx, ctx, 'reservation', { id: reservationId, status }, told);
    await abandonPayments(tx, after, { reservationIds: [reservationId] });
  });
}

const isHad = (status: ReservationStatus): boolean => HAS_COURT.some((had) => had === status);

/** Requests a refund of money that bought no court, or requests a failed one again. */
export async function returnMoney(ctx: Context, paymentId: string): Promise<void> {
  if ((await refundUnclaimedPayment(ctx, paymentId)) > 0) return;
  const failed = await db()
    .select({ refundId: refunds.id })
    .from(refunds)
    .where(and(eq(refunds.paymentId, paymentId), eq(refunds.status, 'failed')));
  for (const refund of failed) await retryRefund(ctx, refund);
}

/** From the newest on, because the first payment bought the court. */
async function giveBackSurplus(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  surplusMinor: number,
): Promise<void> {
  const taken = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservation.id), isNotNull(payments.completedAt)))
    .orderBy(desc(payments.completedAt))
    .for('update');
  let openMinor = surplusMinor;
  for (const payment of taken) {
    const amountMinor = Math.min(await leftOf(tx, payment.id), openMinor);
    if (amountMinor <= 0) continue;
    const money = { amountMinor, currency: payment.currency };
    await refundUnusablePayment(tx, after, ctx, payment, reservation, money, {
      cause: 'duplicate_payment',
    });
    openMinor -= amountMinor;
  }
}
