import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments, type RefundCause, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { actorName, type Context } from '@/lib/context';
import { notify, tell } from '@/lib/notifications/notify';
import { nudgeIntent, nudgeNotice, nudgeRefund } from '@/lib/services/jobs';
import type { Reservation } from './confirm-reservation';
import type { Paid } from './find-paid';

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
