import { desc, sql } from 'drizzle-orm';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { may, requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';

export type UndoableAct = Pick<typeof acts.$inferSelect, 'id' | 'kind' | 'undoUntil'>;

/**
 * The last act on a booking of a club, if the actor may take it back now. Null also when it was taken back.
 * @throws AppError unauthenticated
 */
export async function findUndoable(
  ctx: Context,
  clubId: number,
  reservationId: string,
): Promise<UndoableAct | null> {
  const { userId } = requireActor(ctx);
  const named = JSON.stringify([{ entity: 'reservation', id: reservationId }]);
  const [last] = await db()
    .select()
    .from(acts)
    .where(sql`${acts.changes} @> ${named}::jsonb`)
    .orderBy(desc(acts.createdAt), desc(acts.id))
    .limit(1);
  if (!last || last.undoneAt !== null || last.undoUntil <= ctx.now) return null;
  return last.by === userId || may(ctx.actor, clubId, 'undoForOthers') ? last : null;
}
