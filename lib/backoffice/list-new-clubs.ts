import { asc } from 'drizzle-orm';
import { db } from '@/db';
import { clubRequests } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import { type Club, catalogue } from '@/lib/catalogue/catalogue';
import { saleStateOf } from '@/lib/clubs/arrival/sale-state';
import { NEEDED_STEPS, stepsDone } from '@/lib/clubs/arrival/set-up-steps';
import type { Context } from '@/lib/core/context';

export type NewClubs = {
  /** Open requests, oldest first. */
  requests: readonly (typeof clubRequests.$inferSelect)[];
  /** Clubs that were taken in and never published, with how many of the needed steps they have done. */
  settingUp: readonly { club: Club; done: number; needed: number }[];
  paused: readonly Club[];
};

/**
 * The clubs that are on their way to sell, for operators.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export async function listNewClubs(ctx: Context): Promise<NewClubs> {
  requireOperator(ctx);
  const [requests, { byId }] = await Promise.all([
    db().select().from(clubRequests).orderBy(asc(clubRequests.createdAt), asc(clubRequests.id)),
    catalogue(),
  ]);
  const all = [...byId.values()];
  return {
    requests,
    settingUp: all
      .filter((club) => saleStateOf(club) === 'approved')
      .map((club) => ({
        club,
        done: stepsDone(club, ctx.now.getTime()).length,
        needed: NEEDED_STEPS.length,
      })),
    paused: all.filter((club) => saleStateOf(club) === 'paused'),
  };
}
