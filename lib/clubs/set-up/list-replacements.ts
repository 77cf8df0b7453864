import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { acts, audit, type ClubList, users } from '@/db/schema';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { LISTS } from './club-lists';

/** How many replacements a page shows. */
const SHOWN = 20;

/** One replacement of a list, and the list that it left. */
export type Replacement = { id: number; at: Date; by: string | null; items: readonly unknown[] };

const detailSchema = z.object({ after: z.array(z.unknown()) });

/**
 * The last replacements of a list of a club, newest first.
 * @throws AppError `not_found`, `forbidden`, `unauthenticated`
 */
export async function listReplacements(
  ctx: Context,
  clubIdOrSlug: string,
  list: ClubList,
): Promise<Replacement[]> {
  const { id } = await getClub(clubIdOrSlug);
  requireMay(ctx, id, LISTS[list].verb);
  const rows = await db()
    .select({ id: audit.id, at: audit.at, by: users.name, detail: audit.detail })
    .from(audit)
    .leftJoin(users, sql`${users.id}::text = split_part(${audit.actor}, ':', 2)`)
    .where(
      and(eq(audit.entity, 'club'), eq(audit.entityId, String(id)), eq(audit.toState, `${list}_replaced`)),
    )
    .orderBy(desc(audit.id))
    .limit(SHOWN);
  return rows.map(({ detail, ...row }) => ({ ...row, items: detailSchema.parse(detail).after }));
}

/** The act that last replaced a list of a club, if the actor may take it back now. */
export async function findListAct(
  ctx: Context,
  clubId: number,
  list: ClubList,
): Promise<{ id: string; createdAt: Date; undoUntil: Date } | null> {
  const { userId } = requireActor(ctx);
  const [last] = await db()
    .select()
    .from(acts)
    .where(and(eq(acts.clubId, clubId), eq(acts.kind, list)))
    .orderBy(desc(acts.createdAt), desc(acts.id))
    .limit(1);
  if (!last || last.undoneAt !== null || last.undoUntil <= ctx.now) return null;
  return last.by === userId || may(ctx.actor, clubId, 'undoForOthers') ? last : null;
}
