import { and, asc, eq, inArray, ne, sql, sum } from 'drizzle-orm';
import { z } from 'zod';
import { type Db, db, type Tx, transaction } from '@/db';
import { payments, type RefundCause, type ReservationStatus, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { isStaff, LEAST_ROLE, requireActor } from '@/lib/auth/permissions';
import { actorName, type Context } from '@/lib/context';
import { AppError, notFound } from '@/lib/errors';
import { nudge, nudgeIntent, nudgeNotice, nudgeRefund } from '@/lib/services/jobs';
import { notify, tell } from '@/lib/notifications/notify';
import type { Reservation } from './confirm-reservation';
import { refundFor } from './refund-policy';

export const cancelReservationSchema = z.strictObject({
  reservationId: z.uuid(),
  reason: z.string().trim().max(500).optional(),
  /** Staff may give everything back (weather, a fault of the club) or nothing, instead of what the policy says. */
  override: z.enum(['full', 'none']).optional(),
});
export type CancelReservation = z.output<typeof cancelReservationSchema>;

export type CancellationRule = 'nothing_paid' | 'free' | 'partial' | 'none' | 'staff_full' | 'staff_none';
export type Cancellation = { refundMinor: number; currency: string; rule: CancellationRule };
/** The payment that was taken, with what is already promised back on it. */
export type Paid = typeof payments.$inferSelect & { promisedMinor: number };

/** What cancelling now would give back, without doing it; the same figures `cancelReservation` then acts on. */
export async function previewCancellation(ctx: Context, wanted: CancelReservation): Promise<Cancellation> {
  const { reservation, payment } = await read(db(), ctx, wanted);
  return decide(ctx, reservation, payment, wanted.override);
}

/**
 * Cancels a reservation and writes, in the same commit, the refund that is owed and the notice that says so.
 * @throws AppError not_found when it is not the actor's (or their club's), conflict when it cannot be cancelled
 *   any more, forbidden when a player asks for an override
 */
export async function cancelReservation(ctx: Context, wanted: CancelReservation): Promise<Cancellation> {
  const done = await transaction(async (tx) => {
    const { reservation, payment } = await read(tx, ctx, wanted, true);
    const cancellation = decide(ctx, reservation, payment, wanted.override);
    const due = await writeCancellation(tx, ctx, reservation, payment, {
      refundMinor: cancellation.refundMinor,
      cause: wanted.override ? 'staff' : 'cancellation',
      notice: 'reservation_cancelled',
      ...(wanted.reason ? { reason: wanted.reason } : {}),
    });
    return { cancellation, due };
  });
  nudge(...done.due);
  return done.cancellation;
}

async function read(on: Tx | Db, ctx: Context, wanted: CancelReservation, lock = false) {
  const person = requireActor(ctx);
  const query = on.select().from(reservations).where(eq(reservations.id, wanted.reservationId));
  const [reservation] = lock ? await query.for('update') : await query;
  if (!reservation) throw notFound('reservation');
  const staff = isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.changeBookings);
  if (reservation.userId !== person.userId && !staff) throw notFound('reservation');
  if (wanted.override && !isStaff(ctx.actor, reservation.clubId, LEAST_ROLE.overrideRefundPolicy))
    throw new AppError('forbidden', 'Only staff of the club may set the refund.');
  return { reservation, payment: await findPaid(on, reservation.id, lock) };
}

/** The payment that stands for a reservation, if any; locked when the caller is about to give some of it back. */
export async function findPaid(on: Tx | Db, reservationId: string, lock = false): Promise<Paid | undefined> {
  // The first that came stands for the reservation; a later one is a duplicate on its way back.
  const taken = on
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.reservationId, reservationId),
        inArray(payments.status, ['completed', 'partially_refunded']),
      ),
    )
    .orderBy(asc(payments.completedAt))
    .limit(1);
  const [payment] = lock ? await taken.for('update') : await taken;
  return payment && { ...payment, promisedMinor: await promisedMinor(on, payment.id) };
}

/** What has been given back of a payment or is on its way, in minor units; only a failed refund does not count. */
export async function promisedMinor(on: Tx | Db, paymentId: string): Promise<number> {
  const [row] = await on
    .select({ total: sum(refunds.amountMinor).mapWith(Number) })
    .from(refunds)
    .where(and(eq(refunds.paymentId, paymentId), ne(refunds.status, 'failed')));
  return row?.total ?? 0;
}

function decide(
  ctx: Context,
  reservation: Reservation,
  payment: Paid | undefined,
  override: 'full' | 'none' | undefined,
): Cancellation {
  const cancellable: readonly ReservationStatus[] = ['payment_pending', 'pending', 'confirmed'];
  if (!cancellable.includes(reservation.status) || reservation.startsAt <= ctx.now) {
    throw new AppError('conflict', 'This reservation cannot be cancelled any more.');
  }
  const { currency } = reservation;
  if (!payment) return { refundMinor: 0, currency, rule: 'nothing_paid' };
  const left = payment.receivedMinor - payment.promisedMinor;
  if (override) return { refundMinor: override === 'full' ? left : 0, currency, rule: `staff_${override}` };
  const paid = { paidMinor: payment.receivedMinor, refundedMinor: payment.promisedMinor };
  const granted = refundFor(
    reservation.refundPolicy,
    paid,
    reservation.startsAt.getTime(),
    ctx.now.getTime(),
  );
  return { refundMinor: granted.amountMinor, currency, rule: granted.rule };
}

type Decision = {
  refundMinor: number;
  cause: RefundCause;
  notice: 'reservation_cancelled' | 'club_closed';
  reason?: string;
};

/** Writes one cancellation into the caller's transaction and returns the nudges to send once it is committed. */
export async function writeCancellation(
  tx: Tx,
  ctx: Context,
  reservation: Reservation,
  payment: Paid | undefined,
  decision: Decision,
) {
  await tx
    .update(reservations)
    .set({
      status: 'cancelled',
      cancelledAt: sql`now()`,
      cancelReason: decision.reason ?? null,
      holdExpiresAt: null,
      updatedAt: sql`now()`,
    })
    .where(eq(reservations.id, reservation.id));
  const asStaff = ctx.actor.kind === 'person' && ctx.actor.userId !== reservation.userId;
  const change = {
    entity: 'reservation',
    entityId: reservation.id,
    from: reservation.status,
    to: 'cancelled',
    asStaff,
  } as const;
  await recordChange(tx, ctx, change);
  const abandoned = await tx
    .update(payments)
    .set({ cancelRequestedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(payments.reservationId, reservation.id), eq(payments.status, 'pending')))
    .returning({ id: payments.id });
  const refundIds = payment ? await writeRefund(tx, ctx, payment, decision) : [];
  const noticeIds = reservation.userId ? await tellPlayer(tx, reservation, reservation.userId, decision) : [];
  return [
    ...abandoned.map((row) => nudgeIntent(row.id)),
    ...refundIds.map((id) => nudgeRefund(id, 1)),
    ...noticeIds.map((id) => nudgeNotice(id, 0)),
  ];
}

async function writeRefund(tx: Tx, ctx: Context, payment: Paid, decision: Decision): Promise<string[]> {
  const kept = payment.receivedMinor - payment.promisedMinor - decision.refundMinor;
  if (kept > 0) {
    await tx.update(payments).set({ retainedByPolicyAt: sql`now()` }).where(eq(payments.id, payment.id));
    const detail = { kept_minor: kept };
    await recordChange(tx, ctx, {
      entity: 'payment',
      entityId: payment.id,
      from: payment.status,
      to: 'retained_by_policy',
      detail,
    });
  }
  if (decision.refundMinor === 0) return [];
  const inserted = await tx
    .insert(refunds)
    .values({
      paymentId: payment.id,
      amountMinor: decision.refundMinor,
      currency: payment.currency,
      cause: decision.cause,
      requestedBy: actorName(ctx.actor),
      note: decision.reason ?? null,
    })
    .returning({ id: refunds.id });
  for (const { id } of inserted)
    await recordChange(tx, ctx, { entity: 'refund', entityId: id, from: null, to: 'requested' });
  return inserted.map((row) => row.id);
}

async function tellPlayer(
  tx: Tx,
  reservation: Reservation,
  userId: string,
  decision: Decision,
): Promise<string[]> {
  await tell(tx, userId, 'reservation.cancelled', { reservation_id: reservation.id });
  if (reservation.status !== 'confirmed') return [];
  return notify(tx, {
    kind: decision.notice,
    objectId: reservation.id,
    reservationId: reservation.id,
    userId,
  });
}
