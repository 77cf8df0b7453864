import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { clubs, courts, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { LEAST_ROLE, requireStaff } from '@/lib/auth/permissions';
import { getClub } from '@/lib/clubs/catalogue';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { events } from '@/lib/events';
import { findPaid } from '@/lib/reservations/find-paid';
import { writeCancellation } from '@/lib/reservations/write-cancellation';
import { lockCourt, type Reservation } from '@/lib/reservations/confirm-reservation';
import { type Nudge, nudge, nudgeOperation } from '@/lib/services/jobs';
import { forgetCached } from './spread-change';
import { startOperation } from './start-operation';

/** So many cancellations share the way to the database, whose one connection takes statement after statement. */
const AT_ONCE = 50;

/** How many of each a deletion touched. */
export type ClubDeletion = { courts: number; reservations: number; refunds: number; notices: number };

type Written = ClubDeletion & { operationId: string; due: Nudge[] };

/**
 * Closes a club for good: its courts are no longer sold, what was to come is cancelled and paid back in full, and
 * each player is told. All rows or none; money, messages and the search index follow through the jobs. What has
 * been played stays as it was.
 * @throws AppError `not_found`, `forbidden` for staff below owner
 */
export async function deleteClub(ctx: Context, idOrSlug: string): Promise<ClubDeletion> {
  const { id } = await getClub(idOrSlug);
  requireStaff(ctx, id, LEAST_ROLE.deleteClub);
  const { operationId, due, ...counts } = await transaction((tx) => write(tx, ctx, id));
  await forgetCached(operationId, id);
  nudge(...due, nudgeOperation(operationId));
  return counts;
}

async function write(tx: Tx, ctx: Context, id: number): Promise<Written> {
  const closed = await closeCourts(tx, ctx, id);
  const { cancelled, due } = await cancelAll(tx, ctx, id);
  const [club] = await tx
    .update(clubs)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(clubs.id, id), isNull(clubs.deletedAt)))
    .returning({ id: clubs.id });
  if (!club) throw notFound('club');
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: 'active',
    to: 'deleted',
    asStaff: true,
    detail: { courts: closed, reservations: cancelled },
  });
  const services = ['database', 'cache', 'search'] as const;
  return {
    courts: closed,
    reservations: cancelled,
    refunds: due.filter(({ name }) => name === events.refundRequested.name).length,
    notices: due.filter(({ name }) => name === events.noticePending.name).length,
    operationId: await startOperation(tx, ctx, { kind: 'club_deleted', objectId: id, services }),
    due,
  };
}

/** Whoever takes a court locks it first, so from here on nobody takes one of these. */
async function closeCourts(tx: Tx, ctx: Context, clubId: number): Promise<number> {
  const all = await tx
    .select({ id: courts.id })
    .from(courts)
    .where(eq(courts.clubId, clubId))
    .orderBy(asc(courts.id));
  for (const court of all) await lockCourt(tx, court.id);
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

/** In the order of the players, in which everybody who writes to several of them goes. */
async function cancelAll(tx: Tx, ctx: Context, clubId: number): Promise<{ cancelled: number; due: Nudge[] }> {
  const ahead = await tx
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.clubId, clubId),
        inArray(reservations.status, ['payment_pending', 'pending', 'confirmed']),
        gt(reservations.startsAt, sql`now()`),
      ),
    )
    .orderBy(asc(reservations.userId), asc(reservations.id))
    .for('update');
  const due: Nudge[] = [];
  for (let from = 0; from < ahead.length; from += AT_ONCE) {
    const some = ahead.slice(from, from + AT_ONCE);
    due.push(...(await Promise.all(some.map((reservation) => cancelOne(tx, ctx, reservation)))).flat());
  }
  return { cancelled: ahead.length, due };
}

async function cancelOne(tx: Tx, ctx: Context, reservation: Reservation): Promise<Nudge[]> {
  const payment = await findPaid(tx, reservation.id, true);
  return writeCancellation(tx, ctx, reservation, payment, {
    refundMinor: payment ? payment.receivedMinor - payment.promisedMinor : 0,
    cause: 'club_deleted',
    notice: 'club_closed',
    reason: 'club_deleted',
  });
}
