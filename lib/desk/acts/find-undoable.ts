import { desc, sql } from 'drizzle-orm';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { may } from '@/lib/auth/permissions';
import { isOwnAct } from '@/lib/auth/visitors/own-act';
import type { Context } from '@/lib/core/context';

export type UndoableAct = Pick<typeof acts.$inferSelect, 'id' | 'kind' | 'undoUntil'>;

/** The last act on a booking of a club, if the actor may take it back now. Null also when it was taken back. */
export async function findUndoable(
  ctx: Context,
  clubId: number,
  reservationId: string,
): Promise<UndoableAct | null> {
  const named = JSON.stringify([{ entity: 'reservation', id: reservationId }]);
  const [last] = await db()
    .select()
    .from(acts)
    .where(sql`${acts.changes} @> ${named}::jsonb`)
    .orderBy(desc(acts.createdAt), desc(acts.id))
    .limit(1);
  if (!last || last.undoneAt !== null || last.undoUntil <= ctx.now) return null;
  return isOwnAct(ctx.actor, last) || may(ctx.actor, clubId, 'undoForOthers') ? last : null;
}
