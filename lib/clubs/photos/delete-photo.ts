import { eq, sql } from 'drizzle-orm';
import { changeOrPreview } from '@/db/change-or-preview';
import { photos } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { nudge, nudgePhoto } from '@/lib/services/inngest/jobs';
import { findShown } from './change-photo';
import { clubWithPhotos, lockPhotos, recordPhoto } from './lock-photos';

/**
 * Takes a photo away. Nobody sees it from then on, and a job removes its files.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function deletePhoto(ctx: Context, clubIdOrSlug: string, photoId: string): Promise<void> {
  const { id: clubId } = await clubWithPhotos(ctx, clubIdOrSlug);
  await changeOrPreview(ctx, async (tx, after) => {
    await lockPhotos(tx, clubId);
    const { alt, courtId } = await findShown(tx, clubId, photoId);
    await tx.update(photos).set({ deletedAt: sql`now()` }).where(eq(photos.id, photoId));
    await recordPhoto(tx, ctx, clubId, { to: 'photo_removed', photoId, before: { alt, courtId } });
    after(nudge, nudgePhoto(photoId));
  });
}
