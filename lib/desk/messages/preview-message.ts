import { db } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type Chosen, type ClubReader, findReaders } from './find-readers';

/**
 * Whom a message of a club would reach and how, before a word of it is written.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function previewMessage(
  ctx: Context,
  clubIdOrSlug: string,
  chosen: Chosen,
): Promise<ClubReader[]> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'writeToPeople');
  return findReaders(db(), club, chosen);
}
