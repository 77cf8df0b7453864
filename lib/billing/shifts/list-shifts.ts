import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { tillShifts } from '@/db/schema';
import { may, requireActor, requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { paging } from '@/lib/web/paging';
import { readShifts, type ShiftReport } from './read-shifts';

export const listShiftsSchema = z.object(paging);

/**
 * The shifts of a club's till, newest first. Who may not see all of its money sees the own ones.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listShifts(
  ctx: Context,
  clubIdOrSlug: string,
  { page, pageSize }: z.output<typeof listShiftsSchema>,
): Promise<{ club: Club; results: ShiftReport[]; count: number }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnShift');
  const own = may(ctx.actor, club.id, 'seeMoney')
    ? undefined
    : eq(tillShifts.openedBy, requireActor(ctx).userId);
  const where = and(eq(tillShifts.clubId, club.id), own);
  const [results, count] = await Promise.all([
    readShifts(db(), where, { limit: pageSize, offset: (page - 1) * pageSize }),
    db().$count(tillShifts, where),
  ]);
  return { club, results, count };
}
