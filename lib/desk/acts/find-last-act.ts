import { and, desc, eq, gt, isNull, notInArray, sql } from 'drizzle-orm';
import { db } from '@/db';
import { type ActKind, acts, CLUB_LISTS } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '@/lib/desk/board-item';

/** What this person did last at a club and can still take back. */
export type LastAct = {
  id: string;
  kind: ActKind;
  doneAt: Date;
  undoUntil: Date;
  /** The booking that it changed, as it is now. The first of several. */
  item: BoardItem | null;
  count: number;
};

/**
 * The newest act of this person at a club's desk that can still be undone. Null when there is none.
 * @throws AppError not_found without a role there, forbidden, unauthenticated
 */
export async function findLastAct(ctx: Context, clubId: number): Promise<LastAct | null> {
  requireMay(ctx, clubId, 'seePlanner');
  const { userId } = requireActor(ctx);
  const [act] = await db()
    .select()
    .from(acts)
    .where(
      and(
        eq(acts.clubId, clubId),
        eq(acts.by, userId),
        // A list of the club is taken back on its own page.
        notInArray(acts.kind, [...CLUB_LISTS]),
        isNull(acts.undoneAt),
        gt(acts.createdAt, sql`now() - interval '1 day'`),
        gt(acts.undoUntil, sql`clock_timestamp()`),
      ),
    )
    .orderBy(desc(acts.createdAt))
    .limit(1);
  if (!act) return null;
  const ids = act.changes.flatMap(({ entity, id }) => (entity === 'reservation' ? [id] : []));
  const [item = null] = await readItems(db(), ids.slice(0, 1));
  return {
    id: act.id,
    kind: act.kind,
    doneAt: act.createdAt,
    undoUntil: act.undoUntil,
    item,
    count: ids.length,
  };
}
