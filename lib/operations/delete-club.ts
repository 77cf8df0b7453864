import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import { clubs, courts, operationServices, operations } from '@/db/schema';
import { sql } from 'drizzle-orm';
import { recordChange } from '@/lib/audit';
import { LEAST_ROLE, requireStaff } from '@/lib/auth/permissions';
import { getClub } from '@/lib/clubs/catalogue';
import type { Context } from '@/lib/context';
import { notFound } from '@/lib/errors';
import { nudgeOperation, nudge } from '@/lib/services/jobs';
import { type Cancelled, finishDeletion, lockCourts } from './finish-deletion';
import { forgetCached } from './spread-change';
import { startOperation } from './start-operation';

/** How many of each a deletion touched. */
export type ClubDeletion = { courts: number } & Cancelled;

/**
 * Closes a club for good: its courts are no longer sold, what was to come is cancelled and paid back in full, and
 * each player is told; money, messages and the search index follow through the jobs. What has been played stays as
 * it was. The first commit closes the courts and starts an operation; from then on the deletion comes to its end even
 * if this process dies, through the sweep or whoever asks for it again.
 * @throws AppError `not_found`, `forbidden` for staff below owner
 */
export async function deleteClub(ctx: Context, idOrSlug: string): Promise<ClubDeletion> {
  const { id } = await getClub(idOrSlug);
  requireStaff(ctx, id, LEAST_ROLE.deleteClub);
  const { operationId, closed } = await transaction((tx) => begin(tx, ctx, id));
  const cancelled = await finishDeletion(ctx, operationId, id);
  await forgetCached(operationId, id);
  nudge(nudgeOperation(operationId));
  return { courts: closed, ...cancelled };
}

async function begin(tx: Tx, ctx: Context, id: number): Promise<{ operationId: string; closed: number }> {
  // Whoever takes a court locks it first, so once they are closed nobody takes one of them any more.
  await lockCourts(tx, id);
  const open = and(eq(clubs.id, id), isNull(clubs.deletedAt));
  const [club] = await tx.select({ id: clubs.id }).from(clubs).where(open).for('update');
  if (!club) throw notFound('club');
  const closed = await closeCourts(tx, ctx, id);
  const begun = await findBegun(tx, id);
  if (begun) return { operationId: begun, closed };
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: 'active',
    to: 'closing',
    asStaff: true,
    detail: { courts: closed },
  });
  const services = ['database', 'cache', 'search'] as const;
  const operationId = await startOperation(tx, ctx, {
    kind: 'club_deleted',
    objectId: id,
    services,
    unfinished: true,
  });
  return { operationId, closed };
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

/** A deletion of this club that was begun and has not come to its end. */
async function findBegun(tx: Tx, clubId: number): Promise<string | undefined> {
  const [begun] = await tx
    .select({ id: operations.id })
    .from(operations)
    .innerJoin(operationServices, eq(operationServices.operationId, operations.id))
    .where(
      and(
        eq(operations.kind, 'club_deleted'),
        eq(operations.objectId, String(clubId)),
        eq(operationServices.service, 'database'),
        eq(operationServices.status, 'pending'),
      ),
    )
    .orderBy(asc(operations.id))
    .limit(1);
  return begun?.id;
}
