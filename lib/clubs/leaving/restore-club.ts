import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs, courts, KEPT_OPEN, staffRoles } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { recordChange } from '@/lib/records/audit';
import { findDeletion } from '../find-deletion';
import { lockCourts } from '../finish-deletion';
import { startClubChange } from '../start-club-change';
import { type ClubRow, getAnyClub, RESTORABLE_DAYS } from './closed-clubs';
import { closingOf, listLost } from './list-lost';

export type Restored = {
  club: ClubRow;
  /** How many courts are sold again. */
  courts: number;
  /** The bookings ahead that the closing cancelled, by start. They do not come back. */
  notRestored: readonly string[];
  /** Null in a preview. */
  operationId: string | null;
};

/**
 * Opens a closed club again with the courts that its closing closed, within 30 days. What was cancelled stays so, since
 * its players were told and paid back. A directory that calls it closed does not close it again, until it has called it
 * open.
 * @throws AppError `not_found`, `forbidden` below owner and with `reason` `step_up`, `conflict` for a club that is open,
 *   is still closing (`reason` `closing`), was closed too long ago or has no owner any more
 */
export async function restoreClub(ctx: Context, clubIdOrSlug: string): Promise<Restored> {
  const club = await getAnyClub(ctx, clubIdOrSlug, 'restoreClub');
  const { id } = club;
  await requireStepUp(ctx);
  const restored = await changeOrPreview(ctx, async (tx, after) => {
    await lockCourts(tx, id);
    await reopen(tx, id);
    const opened = await openCourts(tx, ctx, id);
    const notRestored = await listLost(tx, id);
    await recordChange(tx, ctx, {
      entity: 'club',
      entityId: id,
      from: 'deleted',
      to: 'active',
      asStaff: true,
      detail: { courts: opened, not_restored: notRestored.length },
    });
    return {
      club,
      courts: opened,
      notRestored,
      operationId: await startClubChange(tx, after, ctx, id),
    };
  });
  return ctx.preview ? { ...restored, operationId: null } : restored;
}

async function reopen(tx: Tx, id: number): Promise<void> {
  const [club] = await tx.select().from(clubs).where(eq(clubs.id, id)).for('update');
  if (!club?.deletedAt) throw await notClosed(tx, id);
  const isLate = sql<boolean>`${clubs.deletedAt} <= now() - make_interval(days => ${RESTORABLE_DAYS})`;
  const [judged] = await tx.select({ isLate }).from(clubs).where(eq(clubs.id, id));
  if (judged?.isLate) {
    throw new AppError('conflict', `A club can come back within ${RESTORABLE_DAYS} days of its closing.`);
  }
  const owner = and(eq(staffRoles.clubId, id), eq(staffRoles.role, 'owner'), isNull(staffRoles.revokedAt));
  if ((await tx.$count(staffRoles, owner)) === 0)
    throw new AppError('conflict', 'This club has no owner any more: name one first.');
  const staffEdited = [...new Set([...club.staffEdited, ...(club.externalId === null ? [] : [KEPT_OPEN])])];
  await tx.update(clubs).set({ deletedAt: null, staffEdited, updatedAt: sql`now()` }).where(eq(clubs.id, id));
}

async function notClosed(tx: Tx, id: number): Promise<AppError> {
  if ((await findDeletion(tx, id)) === undefined) return new AppError('conflict', 'This club is open.');
  return new AppError('conflict', 'This club is still closing: try again in a minute.', {
    details: { reason: 'closing' },
  });
}

async function openCourts(tx: Tx, ctx: Context, clubId: number): Promise<number> {
  const opened = await tx
    .update(courts)
    .set({ deactivatedAt: null })
    .where(and(eq(courts.clubId, clubId), eq(courts.deactivatedAt, closingOf(clubId))))
    .returning({ id: courts.id });
  const changes = opened.map(
    ({ id }) => ({ entity: 'court', entityId: id, from: 'inactive', to: 'active', asStaff: true }) as const,
  );
  await recordChange(tx, ctx, ...changes);
  return opened.length;
}
