import { and, eq, isNull, sql } from 'drizzle-orm';
import { db, transaction, type Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { photos } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import { PHOTO, type Photo } from '@/lib/catalogue/list-photos';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { AppError } from '@/lib/core/errors';
import { nudge, nudgePhoto } from '@/lib/services/inngest/jobs';
import { encodePicture, type Picture } from '@/lib/services/pictures/encode-picture';
import { storage } from '@/lib/services/storage/storage';
import { assertCourtOf, clubWithPhotos, lockPhotos, recordPhoto } from './lock-photos';
import { putFiles } from './photo-files';
import { type AddPhoto, MOST_PHOTOS, SAME_PHOTO } from './photo-input';

/**
 * Adds a photo to a club, behind its others. Its row comes first, then its files, and then everybody sees it; the job
 * of its row removes what an interruption left.
 * @throws AppError invalid_input with a reason of `UNFIT_PICTURE` or `SAME_PHOTO` at `file`, payload_too_large, conflict
 *   for one too many, service_unavailable, not_found, forbidden, unauthenticated
 */
export async function addPhoto(ctx: Context, clubIdOrSlug: string, wanted: AddPhoto): Promise<Photo> {
  const club = await clubWithPhotos(ctx, clubIdOrSlug);
  assertCourtOf(club, wanted.courtId);
  const picture = await encodePicture(wanted.file.bytes);
  const photo = await changeOrPreview(ctx, (tx, after) => begin(tx, after, ctx, club.id, wanted, picture));
  if (ctx.preview) return photo;
  await keep(photo.id, picture);
  crashPoint('photo_stored');
  return show(ctx, photo);
}

async function begin(
  tx: Tx,
  after: After,
  ctx: Context,
  clubId: number,
  { file, alt, courtId }: AddPhoto,
  { width, height }: Picture,
): Promise<Photo> {
  await lockPhotos(tx, clubId);
  const { sha256 } = file;
  await giveWay(tx, after, clubId, sha256);
  const present = and(eq(photos.clubId, clubId), isNull(photos.deletedAt));
  if ((await tx.$count(photos, present)) >= MOST_PHOTOS)
    throw new AppError('conflict', `A club has at most ${MOST_PHOTOS} photos.`);
  const [photo] = await tx
    .insert(photos)
    .values({
      clubId,
      courtId,
      alt,
      width,
      height,
      sha256,
      position: sql`(select coalesce(max(position), 0) + 1 from photos where club_id = ${clubId})`,
      createdBy: requireActor(ctx).userId,
    })
    .returning(PHOTO);
  if (!photo) throw new Error('an insert always answers its row');
  return photo;
}

/** An upload of the same file that was not finished gives way to this one. Another one may finish at this moment. */
async function giveWay(tx: Tx, after: After, clubId: number, sha256: string): Promise<void> {
  const present = and(eq(photos.clubId, clubId), eq(photos.sha256, sha256), isNull(photos.deletedAt));
  const [unfinished] = await tx
    .update(photos)
    .set({ deletedAt: sql`now()` })
    .where(and(present, isNull(photos.storedAt)))
    .returning({ id: photos.id });
  if (unfinished) after(nudge, nudgePhoto(unfinished.id));
  else if ((await tx.$count(photos, present)) > 0) throw isThere();
}

/** When the storage fails, the photo is given up. The sweep removes its files once no call can be under way. */
async function keep(photoId: string, picture: Picture): Promise<void> {
  try {
    await putFiles(storage, photoId, picture);
  } catch (error) {
    await db()
      .update(photos)
      .set({ deletedAt: sql`now()` })
      .where(and(eq(photos.id, photoId), isNull(photos.deletedAt)));
    throw error;
  }
}

/** @throws AppError invalid_input when another upload of the same file took its place */
async function show(ctx: Context, { id, clubId }: Photo): Promise<Photo> {
  const shown = await transaction(async (tx, after) => {
    const [row] = await tx
      .update(photos)
      .set({ storedAt: sql`now()` })
      .where(and(eq(photos.id, id), isNull(photos.deletedAt)))
      .returning(PHOTO);
    if (!row) return removeAgain(tx, after, id);
    const { alt, courtId } = row;
    await recordPhoto(tx, ctx, clubId, { to: 'photo_added', photoId: id, after: { alt, courtId } });
    return row;
  });
  if (shown) return shown;
  throw isThere();
}

const isThere = () =>
  new AppError('invalid_input', 'The club has this photo already.', { fields: { file: [SAME_PHOTO] } });

/** Its files may have been removed before the last of them was kept. */
async function removeAgain(tx: Tx, after: After, id: string): Promise<null> {
  await tx
    .update(photos)
    .set({ filesRemovedAt: null, revision: sql`${photos.revision} + 1` })
    .where(eq(photos.id, id));
  after(nudge, nudgePhoto(id, 'again'));
  return null;
}
