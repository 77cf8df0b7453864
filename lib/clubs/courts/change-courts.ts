import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs } from '@/db/schema';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { startClubChange } from '@/lib/clubs/start-club-change';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';

export type ChangedCourts<T> = {
  club: Club;
  changed: T;
  /** Null in a preview, which changes nothing. */
  operationId: string | null;
};

/**
 * Runs a change of the courts of a club in one transaction under the club's lock. Database and cache have it before it
 * answers, and the search index follows. The caller has checked the actor.
 * @param before what must be locked before the club is
 * @throws AppError not_found for a club that was deleted meanwhile
 */
export async function changeCourts<T>(
  ctx: Context,
  clubId: number,
  change: (tx: Tx) => Promise<T>,
  before: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<ChangedCourts<T>> {
  const { operationId, changed } = await changeOrPreview(ctx, async (tx, after) => {
    await before(tx);
    await lockClub(tx, clubId);
    const changed = await change(tx);
    await tx.update(clubs).set({ updatedAt: sql`now()` }).where(eq(clubs.id, clubId));
    return { changed, operationId: await startClubChange(tx, after, ctx, clubId) };
  });
  return { club: await getClub(clubId), changed, operationId: ctx.preview ? null : operationId };
}

/** Bookings, whose rows refer to the club, need not wait for it. */
async function lockClub(tx: Tx, clubId: number): Promise<void> {
  const [found] = await tx
    .select({ id: clubs.id })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)))
    .for('no key update');
  if (!found) throw notFound('club');
}
