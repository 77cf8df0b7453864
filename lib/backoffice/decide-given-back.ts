import { and, desc, eq, gt, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { payments, refunds } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { writeFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { plainInteger } from '@/lib/core/input/plain-number';
import { requireStepUp } from '@/lib/factors/step-up';
import { accountedOf, isLacking } from '@/lib/ledger/read-figures';
import { recordDetail } from '@/lib/ledger/states';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findPaid } from '@/lib/reservations/find-paid';
import { lockReservation } from '@/lib/reservations/lock-reservation';

export const decideGivenBackSchema = z.strictObject({
  reservationId: z.uuid(),
  decision: z.enum(['cancel', 'let_stand']),
  /** The amount that had been given back when the operator looked. Later refunds stay to be decided. */
  missingMinor: plainInteger(1, Number.MAX_SAFE_INTEGER),
});
type Decided = z.output<typeof decideGivenBackSchema>;

/**
 * Decides whether a booking stands whose money was given back at Stripe itself. A cancelled one counts that money as
 * its refund, returns the rest and notifies the player; a repeat changes nothing.
 * @throws AppError not_found, conflict when there is nothing to decide, when another amount has gone back by now or
 *   to cancel what has begun, forbidden for anyone but an operator and with `reason` `step_up`
 */
export async function decideGivenBack(ctx: Context, decided: Decided): Promise<void> {
  requireOperator(ctx);
  await requireStepUp(ctx);
  await transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, decided.reservationId);
    // Every writer of a payment's refunds holds its lock. This takes the locks of all payments of the booking.
    await findPaid(tx, reservation.id, true);
    if (!(await isLacking(tx, reservation.id))) return assertAlreadySo(reservation, decided);
    const lacking = await listLacking(tx, reservation.id);
    if (lacking.reduce((sum, { missingMinor }) => sum + missingMinor, 0) !== decided.missingMinor) {
      throw new AppError('conflict', 'Another amount has gone back by now; nothing was decided.');
    }
    await (decided.decision === 'cancel'
      ? cancel(tx, after, ctx, reservation)
      : letStand(tx, ctx, reservation, lacking));
  });
}

type Refund = typeof refunds.$inferSelect;

/** The refunds for which the court lacks money, newest first. */
async function listLacking(tx: Tx, reservationId: string): Promise<Refund[]> {
  const rows = await tx
    .select({ refund: refunds })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(
        eq(payments.reservationId, reservationId),
        gt(refunds.missingMinor, 0),
        notInArray(refunds.status, ['failed', 'recalled']),
      ),
    )
    .orderBy(desc(refunds.createdAt), desc(refunds.id));
  return rows.map(({ refund }) => refund);
}

function assertAlreadySo({ status }: Reservation, { decision }: Decided): void {
  if ((status === 'cancelled') === (decision === 'cancel')) return;
  throw new AppError('conflict', 'There is nothing to decide about this booking any more.');
}

async function cancel(tx: Tx, after: After, ctx: Context, reservation: Reservation): Promise<void> {
  if (reservation.status !== 'confirmed' || reservation.startsAt <= ctx.now) {
    throw new AppError('conflict', 'It has begun: it can only be let stand.');
  }
  const why = { cause: 'staff', notice: 'reservation_cancelled', reason: 'refunded_at_stripe' } as const;
  await writeFullRefund(tx, after, ctx, [reservation], why);
}

/** Only what the court lacks. The rest of the refund was paid beyond the price. */
async function letStand(
  tx: Tx,
  ctx: Context,
  { id, status, priceMinor }: Reservation,
  lacking: readonly Refund[],
): Promise<void> {
  const shortMinor = priceMinor - (await accountedOf(tx, id));
  let openMinor = shortMinor;
  for (const refund of lacking) {
    const letMinor = Math.min(refund.missingMinor, openMinor);
    openMinor -= letMinor;
    await tx
      .update(refunds)
      .set({ missingMinor: refund.missingMinor - letMinor, updatedAt: sql`now()` })
      .where(eq(refunds.id, refund.id));
  }
  const detail = { stands_without_minor: shortMinor, refund_ids: lacking.map((refund) => refund.id) };
  await recordDetail(tx, ctx, 'reservation', { id, status }, { detail, asStaff: true });
}
