import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { payments, type RefundCause, refunds, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { actorName, type Context } from '@/lib/context';
import { notify, tellEach } from '@/lib/notifications/notify';
import { type Nudge, nudgeIntent, nudgeNotice, nudgeRefund } from '@/lib/services/jobs';
import type { Reservation } from './confirm-reservation';
import type { Paid } from './find-paid';

type Cancelling = { reservation: Reservation; payment: Paid | undefined; refundMinor: number };

/** What brings cancellations about and what their players are told; `reason` is kept on the rows. */
export type Why = {
  cause: RefundCause;
  notice: 'reservation_cancelled' | 'club_closed';
  reason?: string;
};

/**
 * Writes cancellations into the caller's transaction, which holds the locks of the reservations and their payments,
 * and returns the nudges to send once it is committed. Those of several people come in the order of their ids, in
 * which everybody goes who writes to more than one.
 */
export async function writeCancellations(
  tx: Tx,
  ctx: Context,
  all: readonly Cancelling[],
  why: Why,
): Promise<Nudge[]> {
  if (all.length === 0) return [];
  const ids = all.map(({ reservation }) => reservation.id);
  await endReservations(tx, ctx, all, ids, why);
  const abandoned = await tx
    .update(payments)
    .set({ cancelRequestedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(inArray(payments.reservationId, ids), eq(payments.status, 'pending')))
    .returning({ id: payments.id });
  await keepTheRest(tx, ctx, all);
  const refundIds = await askBack(tx, ctx, all, why);
  const noticeIds = await tellPlayers(tx, all, why);
  return [
    ...abandoned.map((row) => nudgeIntent(row.id)),
    ...refundIds.map((id) => nudgeRefund(id, 1)),
    ...noticeIds.map((id) => nudgeNotice(id, 0)),
  ];
}

async function endReservations(
  tx: Tx,
  ctx: Context,
  all: readonly Cancelling[],
  ids: string[],
  { reason }: Why,
): Promise<void> {
  await tx
    .update(reservations)
    .set({
      status: 'cancelled',
      cancelledAt: sql`now()`,
      cancelReason: reason ?? null,
      holdExpiresAt: null,
      updatedAt: sql`now()`,
    })
    .where(inArray(reservations.id, ids));
  const { actor } = ctx;
  const changes = all.map(
    ({ reservation: { id, status, userId } }) =>
      ({
        entity: 'reservation',
        entityId: id,
        from: status,
        to: 'cancelled',
        asStaff: actor.kind === 'person' && actor.userId !== userId,
      }) as const,
  );
  await recordChange(tx, ctx, ...changes);
}

/** What the policy lets the club keep. */
async function keepTheRest(tx: Tx, ctx: Context, all: readonly Cancelling[]): Promise<void> {
  const kept = all.flatMap(({ payment, refundMinor }) => {
    const keptMinor = payment ? payment.receivedMinor - payment.promisedMinor - refundMinor : 0;
    return payment && keptMinor > 0 ? [{ payment, keptMinor }] : [];
  });
  if (kept.length === 0) return;
  for (const { payment, keptMinor } of kept) {
    const retained = { retainedByPolicyAt: sql`now()`, retainedMinor: keptMinor };
    await tx.update(payments).set(retained).where(eq(payments.id, payment.id));
  }
  const changes = kept.map(
    ({ payment, keptMinor }) =>
      ({
        entity: 'payment',
        entityId: payment.id,
        from: payment.status,
        to: 'retained_by_policy',
        detail: { kept_minor: keptMinor },
      }) as const,
  );
  await recordChange(tx, ctx, ...changes);
}

async function askBack(
  tx: Tx,
  ctx: Context,
  all: readonly Cancelling[],
  { cause, reason }: Why,
): Promise<string[]> {
  const rows = all.flatMap(({ payment, refundMinor }) =>
    payment && refundMinor > 0
      ? [
          {
            paymentId: payment.id,
            amountMinor: refundMinor,
            currency: payment.currency,
            cause,
            requestedBy: actorName(ctx.actor),
            note: reason ?? null,
          },
        ]
      : [],
  );
  if (rows.length === 0) return [];
  const inserted = await tx.insert(refunds).values(rows).returning({ id: refunds.id });
  const changes = inserted.map(
    ({ id }) => ({ entity: 'refund', entityId: id, from: null, to: 'requested' }) as const,
  );
  await recordChange(tx, ctx, ...changes);
  return inserted.map(({ id }) => id);
}

async function tellPlayers(tx: Tx, all: readonly Cancelling[], { notice }: Why): Promise<string[]> {
  const known = all.flatMap(({ reservation: { id, status, userId } }) =>
    userId ? [{ id, status, userId }] : [],
  );
  await tellEach(
    tx,
    known.map(({ id, userId }) => ({
      userId,
      type: 'reservation.cancelled',
      data: { reservation_id: id },
    })),
  );
  const subjects = known
    .filter(({ status }) => status === 'confirmed')
    .map(({ id, userId }) => ({ kind: notice, objectId: id, reservationId: id, userId }));
  return notify(tx, ...subjects);
}
