import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { audit, clubs, users } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { startClubChange } from '@/lib/clubs/start-club-change';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';

/** The lists of a club that are replaced as a whole, with who may and where the number of their replacements stands. */
const LISTS = {
  opening_hours: { verb: 'changeHours', revision: 'hoursRevision' },
  special_days: { verb: 'changeHours', revision: 'specialDaysRevision' },
  price_rules: { verb: 'changePrices', revision: 'pricesRevision' },
} as const satisfies Record<string, { verb: Verb; revision: keyof typeof clubs.$inferSelect }>;
export type ClubList = keyof typeof LISTS;

/** A list as it stood and as it is now, for the audit, and the bookings that no longer fit. */
type Replaced = { before: unknown; after: unknown; affected: readonly string[] };

export type ReplacedList = {
  club: Club;
  revision: number;
  /** Bookings that stay although they no longer fit. */
  affected: readonly string[];
  /** Null in a preview, which changes nothing. */
  operationId: string | null;
};

/**
 * Replaces a whole list of a club in one transaction, under the club's lock. Database and cache have the change before
 * it answers, and the search index follows.
 * @param revision the one of the list that was read
 * @throws AppError `conflict` when somebody replaced it since, `not_found`, `forbidden`, `unauthenticated`
 */
export async function replaceList(
  ctx: Context,
  clubIdOrSlug: string,
  list: ClubList,
  revision: number,
  replace: (tx: Tx, club: Club) => Promise<Replaced>,
): Promise<ReplacedList> {
  const club = await getClub(clubIdOrSlug);
  const { verb, revision: counter } = LISTS[list];
  requireMay(ctx, club.id, verb);
  const written = await changeOrPreview(ctx, async (tx, after) => {
    const current = await lockRevision(tx, club.id, list);
    if (current !== revision) throw await staleList(tx, club.id, list, current);
    const { affected, ...detail } = await replace(tx, club);
    await tx
      .update(clubs)
      .set({ [counter]: current + 1, updatedAt: sql`now()` })
      .where(eq(clubs.id, club.id));
    await recordChange(tx, ctx, {
      entity: 'club',
      entityId: club.id,
      from: null,
      to: `${list}_replaced`,
      asStaff: true,
      detail,
    });
    const operationId = await startClubChange(tx, after, ctx, club.id);
    return { affected, operationId, revision: current + 1 };
  });
  return ctx.preview
    ? { ...written, club, revision, operationId: null }
    : { ...written, club: await getClub(club.id) };
}

async function lockRevision(tx: Tx, clubId: number, list: ClubList): Promise<number> {
  const [found] = await tx
    .select({ revision: clubs[LISTS[list].revision] })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)))
    .for('update');
  if (!found) throw notFound('club');
  return found.revision;
}

async function staleList(tx: Tx, clubId: number, list: ClubList, revision: number): Promise<AppError> {
  const [change] = await tx
    .select({ at: audit.at, name: users.name })
    .from(audit)
    .leftJoin(users, sql`${users.id}::text = split_part(${audit.actor}, ':', 2)`)
    .where(
      and(
        eq(audit.entity, 'club'),
        eq(audit.entityId, String(clubId)),
        eq(audit.toState, `${list}_replaced`),
      ),
    )
    .orderBy(sql`${audit.id} desc`)
    .limit(1);
  return new AppError('conflict', 'Somebody else changed this list: look at what it says now.', {
    details: {
      revision,
      changed_by: change?.name ? { name: change.name } : null,
      changed_at: change?.at.toISOString() ?? null,
    },
  });
}
