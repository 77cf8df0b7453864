import { and, count, eq, gte, inArray, isNull, lt, type SQLWrapper, sql } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { clubs, courts, dues, notices, operations, payments, refunds, reservations } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { recordChange } from '@/lib/records/audit';
import { nudge, nudgeOperation } from '@/lib/services/inngest/jobs';
import { findDeletion } from './find-deletion';
import { CLUB_DELETED, finishDeletion, lockCourts, wasDeletedWith } from './finish-deletion';
import { previewDeletion, type Touched } from './leaving/preview-deletion';
import { forgetCached } from './propagate-club-change';
import { startOperation } from './start-operation';

/** What a deletion touched, from its beginning on. `operationId` is null in a preview. */
export type ClubDeletion = Touched & { operationId: string | null };

/**
 * Closes a club: its courts are no longer sold, future bookings are cancelled and paid back in full, and their players
 * notified. The first commit closes the courts and starts an operation, which the sweep or a repeated call completes
 * even if this process dies.
 * @throws AppError `not_found`, `forbidden` for staff below owner and with `reason` `step_up`
 */
export async function deleteClub(ctx: Context, idOrSlug: string): Promise<ClubDeletion> {
  const { id, currency } = await getClub(idOrSlug);
  requireMay(ctx, id, 'deleteClub');
  await requireStepUp(ctx);
  if (ctx.preview) return { operationId: null, ...(await previewDeletion(ctx, idOrSlug)) };
  const operationId = await transaction((tx) => begin(tx, ctx, id));
  await finishDeletion(ctx, operationId, id);
  await forgetCached(operationId, id);
  nudge([nudgeOperation(operationId)]);
  return { operationId, currency, ...(await countTouched(operationId, id)) };
}

/** The courts were closed in the operation's transaction, so both have the same `now()`. */
async function countTouched(operationId: string, clubId: number): Promise<Omit<Touched, 'currency'>> {
  const begun = db()
    .select({ at: operations.createdAt })
    .from(operations)
    .where(eq(operations.id, operationId));
  const cancelled = and(wasDeletedWith(clubId), gte(reservations.cancelledAt, begun));
  const ofThem = db().select({ id: reservations.id }).from(reservations).where(cancelled);
  const paid = db().select({ id: payments.id }).from(payments).where(inArray(payments.reservationId, ofThem));
  const asked = and(eq(refunds.cause, CLUB_DELETED.cause), inArray(refunds.paymentId, paid));
  const [back] = await db()
    .select({ count: count(), minor: sumOf(refunds.amountMinor) })
    .from(refunds)
    .where(and(asked, gte(refunds.createdAt, begun)));
  const isOwed = and(
    inArray(dues.reservationId, ofThem),
    eq(dues.cause, 'cancelled'),
    lt(dues.amountMinor, 0),
  );
  const [owed] = await db()
    .select({ minor: sumOf(sql`-${dues.amountMinor}`) })
    .from(dues)
    .where(isOwed);
  return {
    courts: await db().$count(courts, and(eq(courts.clubId, clubId), eq(courts.deactivatedAt, begun))),
    reservations: await db().$count(reservations, cancelled),
    refunds: back?.count ?? 0,
    refundMinor: back?.minor ?? 0,
    owedMinor: owed?.minor ?? 0,
    notices: await db().$count(
      notices,
      and(
        inArray(notices.kind, [CLUB_DELETED.notice, 'series_closed']),
        inArray(notices.reservationId, ofThem),
      ),
    ),
  };
}

const sumOf = (amount: SQLWrapper) => sql<number>`coalesce(sum(${amount}), 0)::int`;

async function begin(tx: Tx, ctx: Context, id: number): Promise<string> {
  // Every hold locks its court first, so nobody can take a closed one.
  await lockCourts(tx, id);
  const open = and(eq(clubs.id, id), isNull(clubs.deletedAt));
  const [club] = await tx.select({ id: clubs.id }).from(clubs).where(open).for('update');
  if (!club) throw notFound('club');
  const closed = await closeCourts(tx, ctx, id);
  const begun = await findDeletion(tx, id);
  if (begun) return begun;
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: 'active',
    to: 'closing',
    asStaff: true,
    detail: { courts: closed },
  });
  const services = ['database', 'cache', 'search'] as const;
  return startOperation(tx, ctx, {
    kind: 'club_deleted',
    objectId: id,
    services,
    unfinished: true,
  });
}

async function closeCourts(tx: Tx, ctx: Context, clubId: number): Promise<number> {
  const closed = await tx
    .update(courts)
    .set({ deactivatedAt: sql`now()` })
    .where(and(eq(courts.clubId, clubId), isNull(courts.deactivatedAt)))
    .returning({ id: courts.id });
  const changes = closed.map(
    (court) =>
      ({ entity: 'court', entityId: court.id, from: 'active', to: 'inactive', asStaff: true }) as const,
  );
  await recordChange(tx, ctx, ...changes);
  return closed.length;
}
