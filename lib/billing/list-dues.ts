import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { dues } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { paging } from '@/lib/web/paging';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { readDues, type ShownDue } from './read-dues';

export const listDuesSchema = z.object({
  /** Only what is neither paid nor waived. */
  open: z.boolean().default(false),
  ...paging,
});

/**
 * What is owed to a club and by it, oldest first. A due of which a part was paid is one, with what is left of it.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listDues(
  ctx: Context,
  clubIdOrSlug: string,
  { open, page, pageSize }: z.output<typeof listDuesSchema>,
): Promise<{ club: Club; results: ShownDue[]; count: number }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeOwnShift');
  const where = and(eq(dues.clubId, club.id), open ? IS_OPEN : isNull(dues.splitOf));
  const [results, count] = await Promise.all([
    readDues(db(), where, { limit: pageSize, offset: (page - 1) * pageSize }),
    db().$count(dues, where),
  ]);
  return { club, results, count };
}
