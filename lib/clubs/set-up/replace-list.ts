import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { type ClubList, clubs } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, dropCatalogue, getClub } from '@/lib/catalogue/catalogue';
import { startClubChange } from '@/lib/clubs/start-club-change';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { type Act, writeAct } from '@/lib/records/acts';
import { recordChange } from '@/lib/records/audit';
import { lastChange } from '@/lib/records/last-change';
import { documentOf, LISTS } from './club-lists';

/** A list as it is now, for the audit, and the bookings that no longer fit. */
type Replaced = { after: readonly unknown[]; affected: readonly string[] };

export type ReplacedList = {
  club: Club;
  revision: number;
  /** Bookings that stay although they no longer fit. */
  affected: readonly string[];
  /** Null in a preview, which changes nothing. */
  operationId: string | null;
  /** By which it can be taken back for a day. */
  act: Act;
};

/**
 * Replaces a whole list of a club in one transaction, under the club's lock. Database and cache have the change before
 * it answers, and the search index follows.
 * @param revision the one of the list that was read
 * @throws AppError `conflict` with `current` when somebody replaced it since, `not_found`, `forbidden`,
 *   `unauthenticated`
 */
export async function replaceList(
  ctx: Context,
  clubIdOrSlug: string,
  list: ClubList,
  revision: number,
  replace: (tx: Tx, club: Club) => Promise<Replaced>,
): Promise<ReplacedList> {
  const { id } = await getClub(clubIdOrSlug);
  requireMay(ctx, id, LISTS[list].verb);
  const { club, ...written } = await changeOrPreview(ctx, async (tx, after) => {
    const club = await lockClub(tx, id, list, revision);
    const { affected, ...lists } = await replace(tx, club);
    const before = LISTS[list].read(club);
    const operationId = await recordReplaced(tx, after, ctx, club, list, { before, ...lists });
    const act = await writeAct(tx, ctx, {
      clubId: id,
      kind: list,
      changes: [
        {
          entity: 'club_list',
          id: String(id),
          before: { items: before },
          after: null,
          revision: revision + 1,
        },
      ],
      summary: { list, before: before.length, after: lists.after.length },
      lasts: 'hours24',
    });
    return { club, affected, operationId, act, revision: revision + 1 };
  });
  return ctx.preview
    ? { ...written, club, revision, operationId: null }
    : { ...written, club: await getClub(id) };
}

/**
 * Locks the club and answers it as it stands.
 * @throws AppError `conflict` with `current` when the list has another revision, `not_found`
 */
export async function lockClub(tx: Tx, clubId: number, list: ClubList, revision: number): Promise<Club> {
  const { revision: counter } = LISTS[list];
  const [found] = await tx
    .select({ revision: clubs[counter] })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)))
    .for('update');
  if (!found) throw notFound('club');
  const known = await getClub(clubId);
  // This process may not yet have heard of the last change.
  if (known[counter] !== found.revision) dropCatalogue();
  const club = await getClub(clubId);
  if (found.revision !== revision) throw await staleList(tx, club, list);
  return club;
}

/** Counts a replacement, writes it into the audit and starts its operation, whose id it answers. */
export async function recordReplaced(
  tx: Tx,
  after: After,
  ctx: Context,
  { id }: Club,
  list: ClubList,
  detail: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { revision } = LISTS[list];
  await tx
    .update(clubs)
    .set({ [revision]: sql`${clubs[revision]} + 1`, updatedAt: sql`now()` })
    .where(eq(clubs.id, id));
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: id,
    from: null,
    to: `${list}_replaced`,
    asStaff: true,
    detail,
  });
  return startClubChange(tx, after, ctx, id);
}

async function staleList(tx: Tx, club: Club, list: ClubList): Promise<AppError> {
  return new AppError('conflict', 'Somebody else changed this list: look at what it says now.', {
    details: {
      current: documentOf(club, list),
      ...(await lastChange(tx, { entity: 'club', entityId: String(club.id), to: `${list}_replaced` })),
    },
  });
}
