import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { clubWithPhotos, lockPhotos, readOrder, recordPhoto } from './lock-photos';
import type { orderPhotosSchema } from './photo-input';

/**
 * Puts the photos of a club in another order. The first one stands for the club.
 * @throws AppError invalid_input unless exactly all photos are named, not_found, forbidden, unauthenticated
 */
export async function orderPhotos(
  ctx: Context,
  clubIdOrSlug: string,
  { photoIds }: z.output<typeof orderPhotosSchema>,
): Promise<readonly string[]> {
  const { id: clubId } = await clubWithPhotos(ctx, clubIdOrSlug);
  return changeOrPreview(ctx, async (tx) => {
    await lockPhotos(tx, clubId);
    const before = await readOrder(tx, clubId);
    assertExactly(before, photoIds);
    await tx.execute(sql`update photos set position = ordered.position
      from unnest(${sql.param([...photoIds])}::uuid[]) with ordinality as ordered(id, position)
      where photos.id = ordered.id`);
    await recordPhoto(tx, ctx, clubId, { to: 'photos_ordered', before, after: photoIds });
    return photoIds;
  });
}

function assertExactly(shown: readonly string[], named: readonly string[]): void {
  const all = new Set(named);
  if (all.size === named.length && shown.length === named.length && shown.every((id) => all.has(id))) return;
  throw new AppError('invalid_input', 'Name every photo of the club, each once.', {
    fields: { photo_ids: ['must be exactly the photos of the club'] },
  });
}
