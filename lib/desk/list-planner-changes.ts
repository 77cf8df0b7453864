import { z } from 'zod';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { boardDate } from '@/lib/core/input/asked-time';
import { badCursor, readCursor, writeCursor } from './board-cursor';
import { boardDays } from './board-days';
import type { BoardItem } from './board-item';
import { readBoard } from './read-board';

export const plannerChangesSchema = z.object({
  date: boardDate,
  /** The cursor of the planner or of the last changes. */
  since: z.string().min(1).max(100),
});

type PlannerChanges = {
  club: Club;
  items: readonly BoardItem[];
  gone: readonly string[];
  cursor: string;
};

/**
 * What changed on a club's day since a cursor: each item as it is now, and the ids of those that left. It may list an
 * unchanged item again, and never steps over a commit.
 * @throws AppError unauthenticated, forbidden, not_found, invalid_input for a bad cursor
 */
export async function listPlannerChanges(
  ctx: Context,
  clubIdOrSlug: string,
  { date, since }: z.output<typeof plannerChangesSchema>,
): Promise<PlannerChanges> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const from = readCursor(since, ctx.now);
  const { startsAt, endsAt } = boardDays(club, date, 1);
  const { horizon, isKnown, items, gone } = await readBoard({ clubId: club.id, startsAt, endsAt }, from);
  if (!isKnown) throw badCursor();
  return { club, items, gone, cursor: writeCursor({ horizon, readAt: ctx.now }) };
}
