import { and, desc, eq, gt, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import type { Context, Person } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { plainId } from '@/lib/core/input/plain-number';
import { DAY_MS } from '@/lib/core/time';

/** How long a closed club can come back. */
export const RESTORABLE_DAYS = 30;

export type ClubRow = typeof clubs.$inferSelect;
export type ClosedClub = ClubRow & { deletedAt: Date };

/** When a closed club can no longer come back. */
export const restorableUntil = ({ deletedAt }: ClosedClub): Date =>
  new Date(deletedAt.getTime() + RESTORABLE_DAYS * DAY_MS);

/** Only those that can come back. */
const isClosed = and(
  isNotNull(clubs.deletedAt),
  gt(clubs.deletedAt, sql`now() - make_interval(days => ${RESTORABLE_DAYS})`),
);

/** The closed clubs where this person is an owner, which can still come back, the last one first. */
export async function listClosedClubs({ staff }: Person): Promise<ClosedClub[]> {
  const owned = staff.flatMap(({ clubId, role }) => (role === 'owner' ? [clubId] : []));
  if (owned.length === 0) return [];
  const rows = await db()
    .select()
    .from(clubs)
    .where(and(isClosed, inArray(clubs.id, owned)))
    .orderBy(desc(clubs.deletedAt));
  return rows.flatMap(asClosed);
}

/**
 * A club by id or slug, open or closed, for whoever may do this there.
 * @throws AppError `unauthenticated`, `not_found` without a role there, `forbidden`
 */
export async function getAnyClub(ctx: Context, idOrSlug: string, verb: Verb): Promise<ClubRow> {
  const id = plainId.safeParse(idOrSlug).data;
  const [club] = await db()
    .select()
    .from(clubs)
    .where(or(id === undefined ? undefined : eq(clubs.id, id), eq(clubs.slug, idOrSlug)))
    .orderBy(sql`${clubs.id} = ${id ?? 0} desc`)
    .limit(1);
  if (!club) throw notFound('club');
  requireMay(ctx, club.id, verb);
  return club;
}

/** The club if it is closed. */
export const asClosed = (club: ClubRow): ClosedClub[] =>
  club.deletedAt === null ? [] : [{ ...club, deletedAt: club.deletedAt }];
