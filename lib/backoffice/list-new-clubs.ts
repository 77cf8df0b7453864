import { and, asc, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { db } from '@/db';
import { clubRequests, clubs } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { type Club, findClubs } from '@/lib/catalogue/catalogue';
import { NEEDED_STEPS, stepsDone } from '@/lib/clubs/arrival/set-up-steps';
import type { Context } from '@/lib/core/context';

export type NewClubs = {
  /** Open requests, oldest first. */
  requests: readonly (typeof clubRequests.$inferSelect)[];
  /** Clubs that were taken in and never published, with how many of the needed steps they have done. */
  settingUp: readonly { club: Club; done: number; needed: number }[];
  paused: readonly Club[];
};

/** How many of a kind are listed. */
const MOST_CLUBS = 200;

/**
 * The first clubs by name that are on their way to sell, for operators.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function listNewClubs(ctx: Context): Promise<NewClubs> {
  requireOperator(ctx);
  const [requests, settingUp, paused] = await Promise.all([
    db().select().from(clubRequests).orderBy(asc(clubRequests.createdAt), asc(clubRequests.id)),
    firstClubs(isNull(clubs.publishedAt)),
    firstClubs(and(isNotNull(clubs.publishedAt), isNotNull(clubs.salesPausedAt))),
  ]);
  const needed = NEEDED_STEPS.length;
  return {
    requests,
    settingUp: settingUp.map((club) => ({ club, done: stepsDone(club, ctx.now.getTime()).length, needed })),
    paused,
  };
}

async function firstClubs(where: SQL | undefined): Promise<Club[]> {
  const rows = await db()
    .select({ id: clubs.id })
    .from(clubs)
    .where(and(isNull(clubs.deletedAt), where))
    .orderBy(asc(clubs.name), asc(clubs.id))
    .limit(MOST_CLUBS);
  return [...(await findClubs(rows.map(({ id }) => id))).values()];
}
