import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { payments, REFUND_REASONS, type RefundStatus, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { isStaff, LEAST_ROLE, requireActor } from '@/lib/auth/permissions';
import { actorName, type Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { parseDecimal } from '@/lib/money';
import { cancelReservation, previewCancellation } from '@/lib/reservations/cancel-reservation';
import { findPaid } from '@/lib/reservations/find-paid';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { sendRefund } from './send-refund';

export const refundPaymentSchema = z.strictObject({
  paymentId: z.uuid(),
  reason: z.enum(REFUND_REASONS).default('requested_by_customer'),
  /** In major units, "5.00"; all that is left (or that the policy grants a player) when absent. */
  amount: z.string().max(20).optional(),
  note: z.string().trim().max(500).optional(),
});
export type RefundPayment = z.output<typeof refundPaymentSchema>;

export type Refunded = { refundId: string; status: RefundStatus; refundMinor: number; currency: string };

/**
 * Gives money back. Staff may give any amount up to what is left; a player gets what the policy grants, which
 * cancels the reservation, since nobody plays for nothing either. The refund is written first and then sent;
 * when Stripe is away it stays `requested` and the job sends it.
 * @throws AppError not_found, invalid_input for an amount that is none, conflict for more than can be given back
 */
export async function refundPayment(ctx: Context, wanted: RefundPayment): Promise<Refunded> {
  const reservation = await readReservation(ctx, wanted.paymentId);
  const staff = isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.refundAnyAmount);
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
  const allowed =
    found?.reservation.userId === person.userId ||
    (found && isStaff(ctx.actor, found.reservation.clubId, LEAST_ROLE.refundAnyAmount));
  if (!found || !allowed) throw notFound('payment');
  return found.reservation;
}

async function requestAsStaff(ctx: Context, reservation: Reservation, wanted: RefundPayment) {
  return transaction(async (tx) => {
    const payment = await findPaid(tx, reservation.id, true);
    if (payment?.id !== wanted.paymentId) throw tooMuch();
    const left = payment.receivedMinor - payment.promisedMinor;
    const amountMinor = wanted.amount === undefined ? left : exact(wanted.amount, payment.currency);
    if (amountMinor === 0 || amountMinor > left) throw tooMuch();
    const [row] = await tx
      .insert(refunds)
      .values({
        paymentId: payment.id,
        amountMinor,
        currency: payment.currency,
        cause: 'staff',
        reason: wanted.reason,
        note: wanted.note ?? null,
        requestedBy: actorName(ctx.actor, true),
      })
      .returning();
    if (!row) throw new Error('an insert always answers its row');
    await recordChange(tx, ctx, {
      entity: 'refund',
      entityId: row.id,
      from: null,
      to: 'requested',
      asStaff: true,
    });
    return row;
  });
}

async function requestAsPlayer(ctx: Context, reservation: Reservation, wanted: RefundPayment) {
  const { refundMinor, currency } = await previewCancellation(ctx, { reservationId: reservation.id });
  const asked = wanted.amount === undefined ? refundMinor : exact(wanted.amount, currency);
  if (refundMinor === 0 || asked !== refundMinor) throw tooMuch();
  await cancelReservation(ctx, {
    reservationId: reservation.id,
    ...(wanted.note ? { reason: wanted.note } : {}),
  });
  const [row] = await db()
    .select()
    .from(refunds)
    .where(and(eq(refunds.paymentId, wanted.paymentId), eq(refunds.cause, 'cancellation')))
    .orderBy(desc(refunds.createdAt))
    .limit(1);
  if (!row) throw tooMuch();
  return row;
}

const tooMuch = () => new AppError('conflict', 'That is not what can be given back of this payment.');

function exact(amount: string, currency: string): number {
  const minor = parseDecimal(amount, currency);
  if (minor !== null && minor > 0) return minor;
  throw new AppError('invalid_input', 'The amount must be a decimal such as "5.00".', {
    fields: { amount: [`must be a positive amount of ${currency}`] },
  });
}
