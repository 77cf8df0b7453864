import { and, asc, count, eq, gt, gte, inArray, isNull, notInArray, type SQL, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { clubs, courts, operations, reservations } from '@/db/schema';
import { writeFullRefund } from '@/lib/cancellations/cancel-with-full-refund';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { recordChange } from '@/lib/records/audit';
import type { Why } from '@/lib/reservations/cancel-many';
import { CANCELLABLE } from '@/lib/reservations/cancellation';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { updateOperation } from './update-operation';

/** Takes some 100 ms of one transaction, so that the locks of the courts are short. */
const BATCH = 100;

export const CLUB_DELETED = {
  cause: 'club_deleted',
  notice: 'club_closed',
  reason: 'club_deleted',
} as const satisfies Why;

/** The bookings that any closing of a club cancelled. One that came back may be closed again. */
export const wasDeletedWith = (clubId: number) =>
  and(eq(reservations.clubId, clubId), eq(reservations.cancelReason, CLUB_DELETED.reason));

/**
 * Completes the deletion of a club with closed courts: it cancels future bookings in batches, one commit each, and
 * marks the club as deleted when none is left. Safe in several processes at once, and after one died.
 */
export async function finishDeletion(ctx: Context, operationId: string, clubId: number): Promise<void> {
  for (;;) {
    const cancelled = await transaction((tx, after) => cancelSome(tx, after, ctx, operationId, clubId));
    if (cancelled === 0) return;
    crashPoint('club_partly_cancelled');
  }
}

async function cancelSome(
  tx: Tx,
  after: After,
  ctx: Context,
  operationId: string,
  clubId: number,
): Promise<number> {
  await lockCourts(tx, clubId);
  const some = await lockSome(tx, clubId);
  if (some.length === 0) await callDeleted(tx, ctx, operationId, clubId);
  await writeFullRefund(tx, after, ctx, some, CLUB_DELETED);
  return some.length;
}

/** The next batch. Of a series all dates are in one, so that one message tells of them. */
async function lockSome(tx: Tx, clubId: number): Promise<Reservation[]> {
  const ahead = (where?: SQL) =>
    tx
      .select()
      .from(reservations)
      .where(and(isAhead(clubId), where))
      .orderBy(asc(reservations.userId), asc(reservations.id));
  const some = await ahead().limit(BATCH).for('update');
  const seriesIds = new Set(some.flatMap(({ seriesId }) => seriesId ?? []));
  if (seriesIds.size === 0) return some;
  const ids = some.map(({ id }) => id);
  const ofSeries = inArray(reservations.seriesId, [...seriesIds]);
  return [...some, ...(await ahead(and(ofSeries, notInArray(reservations.id, ids))).for('update'))];
}

/** The courts are locked in order and before any of their rows, as every hold does. */
export async function lockCourts(tx: Tx, clubId: number): Promise<void> {
  const all = await tx
    .select({ id: courts.id })
    .from(courts)
    .where(eq(courts.clubId, clubId))
    .orderBy(asc(courts.id));
  for (const court of all) await lockCourt(tx, court.id);
}

/** What a deletion cancels. */
export const isAhead = (clubId: number) =>
  and(
    eq(reservations.clubId, clubId),
    inArray(reservations.status, [...CANCELLABLE]),
    gt(reservations.startsAt, sql`now()`),
  );

async function callDeleted(tx: Tx, ctx: Context, operationId: string, clubId: number): Promise<void> {
  const [club] = await tx
    .update(clubs)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)))
    .returning({ id: clubs.id });
  if (club) {
    const begun = tx
      .select({ at: operations.createdAt })
      .from(operations)
      .where(eq(operations.id, operationId));
    const [row] = await tx
      .select({ cancelled: count() })
      .from(reservations)
      .where(and(wasDeletedWith(clubId), gte(reservations.cancelledAt, begun)));
    const change = {
      entity: 'club',
      entityId: clubId,
      from: 'closing',
      to: 'deleted',
      asStaff: true,
    } as const;
    await recordChange(tx, ctx, { ...change, detail: { reservations: row?.cancelled ?? 0 } });
  }
  await updateOperation({ operationId, service: 'database' }, { status: 'completed' }, tx);
}
