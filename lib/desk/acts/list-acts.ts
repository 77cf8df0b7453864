import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { acts, customers, reservations, users } from '@/db/schema';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { paging } from '@/lib/web/paging';

export const listActsSchema = z.object(paging);

/** An act as staff see it, and whether this member of staff can take it back now. */
export type ShownAct = Pick<
  typeof acts.$inferSelect,
  'id' | 'kind' | 'createdAt' | 'undoUntil' | 'undoneAt' | 'summary'
> & { by: { userId: string | null; name: string | null }; isUndoable: boolean };

/** The booking that a visitor moved, whose name is that of who booked. */
const OF_VISITOR = sql`${acts.byVisitor} is not null
  and ${reservations.id} = (${acts.summary} ->> 'reservation_id')::uuid`;
const DONE_BY = sql<
  string | null
>`coalesce(${users.name}, ${customers.name}, ${reservations.guest} ->> 'name')`;

/**
 * What a club's staff and players did in the last days that can or could be taken back, newest first. Who may not see the
 * activity of others sees the own acts.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listActs(
  ctx: Context,
  clubIdOrSlug: string,
  { page, pageSize }: z.output<typeof listActsSchema>,
): Promise<{ club: Club; results: ShownAct[]; count: number }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnActs');
  const { userId } = requireActor(ctx);
  const own = may(ctx.actor, club.id, 'seeActivity') ? undefined : eq(acts.by, userId);
  const where = and(eq(acts.clubId, club.id), own);
  const [rows, count] = await Promise.all([
    db()
      .select({ act: acts, name: DONE_BY })
      .from(acts)
      .leftJoin(reservations, OF_VISITOR)
      .leftJoin(customers, eq(customers.id, reservations.customerId))
      .leftJoin(users, eq(users.id, sql`coalesce(${acts.by}, ${reservations.userId})`))
      .where(where)
      .orderBy(desc(acts.createdAt), desc(acts.id))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    db().$count(acts, where),
  ]);
  const mayForOthers = may(ctx.actor, club.id, 'undoForOthers');
  const results = rows.map(({ act, name }) => ({
    ...act,
    by: { userId: act.by, name },
    isUndoable: act.undoneAt === null && act.undoUntil > ctx.now && (act.by === userId || mayForOthers),
  }));
  return { club, results, count };
}
