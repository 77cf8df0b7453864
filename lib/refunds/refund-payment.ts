import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import { payments, REFUND_REASONS, type RefundStatus, refunds, reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { cancelIf } from '@/lib/cancellations/cancel-reservation';
import { takenOf } from '@/lib/cancellations/decide-cancellation';
import { actorName, type Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { askedAmount, MOST_MAJOR, readAmount } from '@/lib/core/input/asked-amount';
import { keptText } from '@/lib/core/input/kept-text';
import { requireStepUp } from '@/lib/factors/step-up';
import { requestRefund } from '@/lib/ledger/request-refund';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findPaid } from '@/lib/reservations/find-paid';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { refuseWhileHeld } from './hold-refund';
import { offsetFailedRefunds } from './offset-refunds';
import { sendRefund } from './send-refund';

export const refundPaymentSchema = z.strictObject({
  paymentId: z.uuid(),
  reason: z.enum(REFUND_REASONS).default('requested_by_customer'),
  /** All that is left, or what the policy grants a player, when absent. */
  amount: askedAmount.optional(),
  note: keptText(500).optional(),
});
export type RefundPayment = z.output<typeof refundPaymentSchema>;

export type Refunded = { refundId: string; status: RefundStatus; refundMinor: number; currency: string };

type Requested = Pick<typeof refunds.$inferSelect, 'id' | 'amountMinor' | 'currency'>;

/**
 * Refunds a payment of a reservation that stands: staff any amount up to what is left, a player what the policy
 * grants, which cancels the reservation. The row is written first and then sent, and a repeat under the same key is
 * the same refund.
 * @throws AppError not_found, forbidden with `reason` `step_up` for staff, invalid_input for an amount that is none,
 *   conflict for more than can be given back or for a payment that does not stand
 */
export async function refundPayment(ctx: Context, wanted: RefundPayment): Promise<Refunded> {
  const reservation = await readReservation(ctx, wanted.paymentId);
  const staff = may(ctx.actor, reservation.clubId, 'refundAnyAmount');
  if (staff) await requireStepUp(ctx);
  const refund = staff
    ? await requestAsStaff(ctx, reservation, wanted)
    : await requestAsPlayer(ctx, reservation, wanted);
  return {
    refundId: refund.id,
    refundMinor: refund.amountMinor,
    currency: refund.currency,
    status: await sendRefund(ctx, refund.id),
  };
}

async function readReservation(ctx: Context, paymentId: string): Promise<Reservation> {
  const person = requireActor(ctx);
  const [found] = await db()
    .select({ reservation: reservations })
    .from(payments)
    .innerJoin(reservations, eq(reservations.id, payments.reservationId))
    .where(eq(payments.id, paymentId));
  if (!found) throw notFound('payment');
  const { clubId } = found.reservation;
  if (isOwnBooking(person, found.reservation)) return found.reservation;
  requireMay(ctx, clubId, 'refundAnyAmount', 'payment');
  return found.reservation;
}

async function requestAsStaff(ctx: Context, { id }: Reservation, wanted: RefundPayment): Promise<Requested> {
  return transaction(async (tx) => {
    await lockReservation(tx, id);
    const { cards } = await findPaid(tx, id, true);
    const before = await findRequested(tx, ctx);
    if (before) return before;
    const payment = cards.find((card) => card.id === wanted.paymentId);
    if (!payment) throw tooMuch();
    await refuseWhileHeld(tx, payment.id);
    const amountMinor =
      wanted.amount === undefined
        ? payment.leftMinor
        : exact(wanted.amount, payment.currency, payment.receivedMinor);
    if (amountMinor === 0 || amountMinor > payment.leftMinor) throw tooMuch();
    const money = { paymentId: payment.id, amountMinor, currency: payment.currency };
    const refundId = await requestRefund(tx, ctx, {
      ...money,
      cause: 'staff',
      asStaff: true,
      reason: wanted.reason,
      ...(wanted.note !== undefined && { note: wanted.note }),
      ...(ctx.requestKey !== undefined && { requestKey: ctx.requestKey }),
    });
    await offsetFailedRefunds(tx, ctx, { id: refundId, ...money });
    return { id: refundId, amountMinor, currency: payment.currency };
  });
}

/** What an earlier try of this request wrote, whose process may have died before it answered. */
async function findRequested(tx: Tx, ctx: Context): Promise<Requested | undefined> {
  if (ctx.requestKey === undefined) return undefined;
  const [row] = await tx
    .select()
    .from(refunds)
    .where(and(eq(refunds.requestedBy, actorName(ctx.actor, true)), eq(refunds.requestKey, ctx.requestKey)));
  return row;
}

async function requestAsPlayer(
  ctx: Context,
  { id: reservationId }: Reservation,
  { paymentId, reason: refundReason, amount, note }: RefundPayment,
): Promise<Requested> {
  const cancelling = { reservationId, refundReason, ...(note && { reason: note }) };
  const { refundId, refundMinor, currency } = await cancelIf(ctx, cancelling, (granted, paid) => {
    const asked = amount === undefined ? granted.refundMinor : exact(amount, granted.currency, takenOf(paid));
    const stands = paid.cards.some(({ id }) => id === paymentId);
    if (!stands || granted.refundMinor === 0 || asked !== granted.refundMinor) throw tooMuch();
  });
  if (refundId === null) throw tooMuch();
  return { id: refundId, amountMinor: refundMinor, currency };
}

const tooMuch = () => new AppError('conflict', 'That is not what can be given back of this payment.');

/** Above the contract's bound only the payment's own worth counts as an amount. */
function exact(amount: string, currency: string, receivedMinor: number): number {
  const minor = readAmount(amount, currency);
  const bounded = Number(amount) <= MOST_MAJOR || (minor !== null && minor <= receivedMinor);
  if (minor !== null && minor > 0 && bounded) return minor;
  throw new AppError('invalid_input', 'The amount must be a decimal such as "5.00".', {
    fields: { amount: [`must be a positive amount of ${currency}`] },
  });
}
