import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { listPhotos, type Photo } from '@/lib/catalogue/list-photos';
import type { Context } from '@/lib/core/context';

/**
 * The photos of a club in their order, for its staff.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listClubPhotos(
  ctx: Context,
  clubIdOrSlug: string,
): Promise<{ club: Club; photos: readonly Photo[] }> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeSetUp');
  return { club, photos: (await listPhotos([club.id])).get(club.id) ?? [] };
}
