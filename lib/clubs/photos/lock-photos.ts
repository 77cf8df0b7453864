import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { clubs, photos } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { isShown } from '@/lib/catalogue/list-photos';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';

/**
 * A club whose photos the actor may change.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function clubWithPhotos(ctx: Context, clubIdOrSlug: string): Promise<Club> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'changePhotos');
  return club;
}

/**
 * Locks the photos of a club against other changes of them. Bookings need not wait.
 * @throws AppError not_found for a club that was closed meanwhile
 */
export async function lockPhotos(tx: Tx, clubId: number): Promise<void> {
  const [club] = await tx
    .select({ id: clubs.id })
    .from(clubs)
    .where(and(eq(clubs.id, clubId), isNull(clubs.deletedAt)))
    .for('no key update');
  if (!club) throw notFound('club');
}

/** The ids of the photos that everybody sees, in their order. */
export async function readOrder(tx: Tx, clubId: number): Promise<readonly string[]> {
  const rows = await tx
    .select({ id: photos.id })
    .from(photos)
    .where(and(eq(photos.clubId, clubId), isShown))
    .orderBy(asc(photos.position), asc(photos.id));
  return rows.map(({ id }) => id);
}

/** @throws AppError invalid_input for a court that the club does not sell */
export function assertCourtOf(club: Club, courtId: number | null): void {
  if (courtId === null || club.courts.some(({ id }) => id === courtId)) return;
  throw new AppError('invalid_input', 'The club sells no such court.', {
    fields: { courtId: ['is no court of this club'] },
  });
}

type Change = { to: string; photoId?: string; before?: unknown; after?: unknown };

/** Writes a change of photos into the audit of their club. */
export const recordPhoto = (tx: Tx, ctx: Context, clubId: number, { to, photoId, ...what }: Change) =>
  recordChange(tx, ctx, {
    entity: 'club',
    entityId: clubId,
    from: null,
    to,
    asStaff: true,
    detail: { ...(photoId && { photo: photoId }), ...what },
  });
