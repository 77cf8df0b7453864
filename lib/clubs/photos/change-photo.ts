import { and, eq } from 'drizzle-orm';
import { changeOrPreview } from '@/db/change-or-preview';
import type { Tx } from '@/db';
import { photos } from '@/db/schema';
import { isShown, PHOTO, type Photo } from '@/lib/catalogue/list-photos';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { assertCourtOf, clubWithPhotos, lockPhotos, recordPhoto } from './lock-photos';
import type { ChangePhoto } from './photo-input';

/**
 * Changes what is said of a photo, or which court it shows.
 * @throws AppError conflict when somebody changed it since (with `current`), invalid_input for a court that the club does
 *   not sell, not_found, forbidden, unauthenticated
 */
export async function changePhoto(ctx: Context, clubIdOrSlug: string, wanted: ChangePhoto): Promise<Photo> {
  const { photoId, revision, alt, courtId } = wanted;
  const club = await clubWithPhotos(ctx, clubIdOrSlug);
  if (courtId !== undefined) assertCourtOf(club, courtId);
  return changeOrPreview(ctx, async (tx) => {
    await lockPhotos(tx, club.id);
    const before = await findShown(tx, club.id, photoId);
    if (before.revision !== revision) throw stale(before);
    const [after] = await tx
      .update(photos)
      .set({ ...(alt && { alt }), ...(courtId !== undefined && { courtId }), revision: revision + 1 })
      .where(eq(photos.id, photoId))
      .returning(PHOTO);
    if (!after) throw new Error('a locked row is there');
    await recordPhoto(tx, ctx, club.id, {
      to: 'photo_changed',
      photoId,
      before: said(before),
      after: said(after),
    });
    return after;
  });
}

/** @throws AppError not_found */
export async function findShown(tx: Tx, clubId: number, photoId: string): Promise<Photo> {
  const [photo] = await tx
    .select(PHOTO)
    .from(photos)
    .where(and(eq(photos.id, photoId), eq(photos.clubId, clubId), isShown));
  if (!photo) throw notFound('photo');
  return photo;
}

const stale = ({ id, alt, courtId, revision }: Photo) =>
  new AppError('conflict', 'Somebody else changed this photo: look at what it says now.', {
    details: { current: { id, alt, court_id: courtId, revision } },
  });

const said = ({ alt, courtId }: Photo) => ({ alt, courtId });
